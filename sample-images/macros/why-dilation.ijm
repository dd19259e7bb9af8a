// Why dilation: pooling loses small objects; a dilated cascade that sees just as far keeps them.
//
// blobs-3d.tif holds 50 blobs of three sizes, all under 16 pixels wide; blobs-3d.csv says where they
// are. Its slices go through networks whose results each see 31 pixels across: four poolings (window
// 3, stride 2) and back to full size by transposed convolutions, or a dilated cascade of four 3x3
// layers at rates 1, 2, 4 and 8. A blob counts as found when something stands out at its place that
// is under 16 pixels wide at half its height. The last column is a check: how often the same is said
// of places that have no blob. The picture shows every map's brightest values along z, with a ring
// about every blob that was found and a cross at every one that was lost.
//
// Run it by Plugins > Macros > Run... in ImageJ with AtrousJ; the table appears in the log. The
// images are looked for in the folder given as argument, else in the one above this file's.

var NARROW = 16;   // pixels
var NOISES = 6;    // what stands out is so many times the noise
var xs, ys, slices, sizes, hits, source;
var picture, tiles = 0;
var LINE = 20;     // height of a caption

folder = getArgument();
if (folder == "") folder = File.getParent(File.getParent(getInfo("macro.filepath")));
if (!File.exists(folder + "/blobs-3d.tif")) folder = getDirectory("Folder of blobs-3d.tif");
setBatchMode(true);
open(folder + "/blobs-3d.tif");
source = getImageID();
readTruth(folder + "/blobs-3d.csv");
newImage("why-dilation.png", "RGB white", 4 * 328 - 8, LINE + 320, 1);
picture = getImageID();

print("blobs found, by width      3.5 px   7.1 px   14.1 px     all     where there is none");
report("the image itself", source);
report("4 maximum poolings", pooled("max"));
report("4 mean poolings", pooled("mean"));
selectImage(source);
layers = "gaussian-3 | gaussian-3 | gaussian-3 | centre-surround";
run("Dilated Cascade...", "kernel=[" + layers + "] rates=1,2,4,8 stack");
report("dilated cascade", getImageID());
selectImage(picture);
setBatchMode("show");

// Four poolings, then up again by 2, four times, with linear interpolation.
function pooled(type) {
	linear = "1/16 3/16 3/16 1/16; 3/16 9/16 9/16 3/16; 3/16 9/16 9/16 3/16; 1/16 3/16 3/16 1/16";
	selectImage(source);
	for (i = 0; i < 4; i++)
		run("Dilated Pooling...", "type=" + type + " window=3 stride=2 stack");
	for (i = 0; i < 4; i++)
		run("Transposed Convolution...", "kernel=[" + linear + "] stride=2 stack");
	return getImageID();
}

// Places of the blobs, and as many without.
function readTruth(path) {
	lines = split(File.openAsString(path), "\n");
	n = lines.length - 1;
	xs = newArray(2 * n); ys = newArray(2 * n); slices = newArray(2 * n); sizes = newArray(2 * n);
	for (i = 0; i < n; i++) {
		columns = split(lines[i + 1], ",");
		xs[i] = parseFloat(columns[1]);
		ys[i] = parseFloat(columns[2]);
		slices[i] = parseFloat(columns[3]);
		sizes[i] = round(log(parseFloat(columns[4]) / 0.3) / log(2));   // 0.3, 0.6, 1.2 micron
	}
	random("seed", 1);
	for (i = n; i < 2 * n; i++) {
		do {
			xs[i] = 8 + 143 * random; ys[i] = 8 + 143 * random; slices[i] = 1 + 21 * random;
			near = false;
			for (k = 0; k < n; k++) {
				apart = sqrt(pow(xs[i] - xs[k], 2) + pow(ys[i] - ys[k], 2) + pow(3 * (slices[i] - slices[k]), 2));
				if (apart < 4 * 1.5 * pow(2, sizes[k]) + 4) near = true;
			}
		} while (near);
		sizes[i] = 3;
	}
}

function report(name, id) {
	selectImage(id);
	least = NOISES * noise();
	found = newArray(4);
	of = newArray(4);
	hits = newArray(xs.length);
	for (i = 0; i < xs.length; i++) {
		k = sizes[i];
		of[k]++;
		setSlice(round(slices[i]) + 1);
		hits[i] = isFound(round(xs[i]), round(ys[i]), least);
		found[k] += hits[i];
	}
	line = name;
	while (lengthOf(line) < 25) line = line + " ";
	for (i = 0; i < 3; i++) line = line + right("" + found[i] + "/" + of[i], 8) + " ";
	line = line + right("" + (found[0] + found[1] + found[2]) + "/" + (of[0] + of[1] + of[2]), 8);
	print(line + right("" + found[3] + "/" + of[3], 24));
	show(id, name + ": " + (found[0] + found[1] + found[2]) + " of " + (of[0] + of[1] + of[2]) + " found");
}

// Adds a map to the picture.
function show(id, words) {
	selectImage(id);
	run("Z Project...", "projection=[Max Intensity]");
	run("Enhance Contrast", "saturated=0.35");
	run("RGB Color");
	run("Size...", "width=320 height=320 interpolation=None");
	for (i = 0; i < xs.length / 2; i++) {
		r = 8 + 3 * pow(2, sizes[i]);
		x = 2 * xs[i] + 1; y = 2 * ys[i] + 1;
		if (hits[i]) {
			setColor(0, 220, 255);
			drawOval(x - r, y - r, 2 * r, 2 * r);
		} else {
			setColor(255, 60, 60);
			drawLine(x - 5, y - 5, x + 5, y + 5);
			drawLine(x - 5, y + 5, x + 5, y - 5);
		}
	}
	run("Select All");
	run("Copy");
	close();
	selectImage(picture);
	makeRectangle(328 * tiles, LINE, 320, 320);
	run("Paste");
	run("Select None");
	setFont("SansSerif", 13, "antialiased");
	setColor(40, 40, 40);
	drawString(words, 328 * tiles, LINE - 2);
	tiles++;
}

function right(text, n) {
	while (lengthOf(text) < n) text = " " + text;
	return text;
}

// Whether something narrow stands out at a place.
function isFound(x, y, least) {
	px = x; py = y;
	for (v = -2; v <= 2; v++)
		for (u = -2; u <= 2; u++)
			if (getPixel(x + u, y + v) > getPixel(px, py)) { px = x + u; py = y + v; }
	w = width(px, py, 1, 0, least);
	h = width(px, py, 0, 1, least);
	if (w == 0 || h == 0 || w >= NARROW || h >= NARROW) return false;
	return true;
}

// Pixels above half height on a line through a peak; 0 when the peak is too low.
function width(x, y, dx, dy, least) {
	peak = getPixel(x, y);
	base = newArray(peak, peak);
	for (i = 1; i <= 24; i++) {
		if (inside(x + i * dx, y + i * dy)) base[0] = minOf(base[0], getPixel(x + i * dx, y + i * dy));
		if (inside(x - i * dx, y - i * dy)) base[1] = minOf(base[1], getPixel(x - i * dx, y - i * dy));
	}
	height = peak - (base[0] + base[1]) / 2;
	if (height < least) return 0;
	n = 1;
	for (i = 1; inside(x + i * dx, y + i * dy) && getPixel(x + i * dx, y + i * dy) > peak - height / 2; i++) n++;
	for (i = 1; inside(x - i * dx, y - i * dy) && getPixel(x - i * dx, y - i * dy) > peak - height / 2; i++) n++;
	return n;
}

function inside(x, y) {
	if (x < 0 || y < 0 || x >= getWidth() || y >= getHeight()) return false;
	return true;
}

// Standard deviation of the noise of the middle slice: from the median difference of pixels so far
// apart that no smoothing has made them alike.
function noise() {
	setSlice(nSlices / 2);
	d = newArray();
	for (y = 4; y < getHeight(); y += 7)
		for (x = 4; x < getWidth() - 16; x += 3)
			d = Array.concat(d, abs(getPixel(x + 16, y) - getPixel(x, y)));
	Array.sort(d);
	return 1.05 * d[d.length / 2];
}
