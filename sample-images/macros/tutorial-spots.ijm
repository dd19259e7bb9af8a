// Tutorial: find dark spots (microaneurysms) on an uneven fundus image and measure them.
//
// Finds bright spots of the inverted image, keeps those that are round, and leaves the table
// "Results" with one row for each and a picture with the kept spots outlined.
//
// Run it by Plugins > Macros > Run... in ImageJ with AtrousJ. The image is looked for in the folder
// given as argument, else in the one above this file's.

ROUND = 0.9;   // least circularity, 4 pi area / perimeter^2

folder = getArgument();
if (folder == "") folder = File.getParent(File.getParent(getInfo("macro.filepath")));
setBatchMode(true);
open(folder + "/microaneurysms.png");
source = getImageID();

// 1. Spots are bright for the command: invert a copy.
run("Duplicate...", "title=inverted");
run("Invert");

// 2. Spots of 10 to 30 pixels, as a label image: 0 is ground, each spot has its number.
run("Clear Results");
run("Starlet Spots...", "minimum=10 maximum=30 labels");
labels = getImageID();
n = nResults;
x = newArray(n); y = newArray(n); area = newArray(n); depth = newArray(n);
for (i = 0; i < n; i++) {
	x[i] = getResult("X", i); y[i] = getResult("Y", i); area[i] = getResult("Pixels", i);
}

// 3. Outline each label on the original image and measure it there.
selectImage(source);
run("Duplicate...", "title=tutorial-spots.png");
picture = getImageID();
run("RGB Color");
run("Size...", "width=408 height=408 interpolation=None");
run("Clear Results");
kept = 0;
for (i = 0; i < n; i++) {
	selectImage(labels);
	run("Select None");
	doWand(floor(x[i]), floor(y[i]), 0, "8-connected");
	getSelectionCoordinates(px, py);
	selectImage(source);
	makeSelection("polygon", px, py);
	getStatistics(size, mean);
	ring = around(px, py);
	perimeter = outline(px, py);
	roundness = minOf(1, 4 * PI * size / (perimeter * perimeter));
	run("Select None");
	selectImage(picture);
	if (roundness >= ROUND) {
		setColor(255, 220, 0);
		setResult("X", kept, x[i]);
		setResult("Y", kept, y[i]);
		setResult("Area", kept, size);
		setResult("Circularity", kept, roundness);
		setResult("Mean", kept, mean);
		setResult("Contrast", kept, ring - mean);
		kept++;
	} else setColor(80, 160, 255);
	setLineWidth(2);
	drawOval(4 * x[i] - 20, 4 * y[i] - 20, 40, 40);
}
updateResults();
for (i = 0; i < kept; i++)
	print("spot " + i + 1 + ": x " + d2s(getResult("X", i), 1) + " y " + d2s(getResult("Y", i), 1)
		+ " area " + getResult("Area", i) + " circularity " + d2s(getResult("Circularity", i), 2)
		+ " contrast " + d2s(getResult("Contrast", i), 1));
print(n + " spots, " + kept + " of them round");
selectImage(picture);
setBatchMode("show");

// Mean grey level of a ring 2 to 5 pixels outside the outline.
function around(px, py) {
	Array.getStatistics(px, left, right);
	Array.getStatistics(py, top, bottom);
	cx = (left + right) / 2; cy = (top + bottom) / 2;
	r = maxOf(right - left, bottom - top) / 2;
	sum = 0; count = 0;
	for (v = floor(cy - r - 5); v <= cy + r + 5; v++)
		for (u = floor(cx - r - 5); u <= cx + r + 5; u++) {
			d = sqrt((u + 0.5 - cx) * (u + 0.5 - cx) + (v + 0.5 - cy) * (v + 0.5 - cy));
			if (d > r + 2 && d <= r + 5 && u >= 0 && v >= 0 && u < getWidth() && v < getHeight()) {
				sum += getPixel(u, v); count++;
			}
		}
	return sum / count;
}

// Length of an outline, its corners cut, as ImageJ measures traced ones.
function outline(px, py) {
	sum = 0;
	n = px.length;
	for (k = 0; k < n; k++) {
		a = (k + 1) % n;
		b = (k + 2) % n;
		sum += sqrt(pow((px[b] - px[k]) / 2, 2) + pow((py[b] - py[k]) / 2, 2));
	}
	return sum;
}
