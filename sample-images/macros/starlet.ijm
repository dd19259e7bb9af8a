// Starlet: planes of details, noise taken away, spots; the pictures of the guide's page.
//
// Run it by Plugins > Macros > Run... in ImageJ with AtrousJ. The images are looked for in the folder
// given as argument, else in the one above this file's.

var picture;
var LINE = 20;   // height of a caption

folder = getArgument();
if (folder == "") folder = File.getParent(File.getParent(getInfo("macro.filepath")));
setBatchMode(true);

// The planes of a part of the sky. w1 is the finest, c4 what is left.
open(folder + "/hubble_deep_field.png");
run("8-bit");
sky = part(getImageID(), 560, 330, 200, 200);
selectImage("hubble_deep_field.png");
run("Starlet Transform...", "scales=4");
planes = getImageID();
begin("starlet-transform", 3 * 206 - 6, 2 * (LINE + 200));
show(sky, 0, 160);
put(sky, 0, 0, 200, 200, "image, sum of the five planes");
for (i = 1; i <= 5; i++) {
	selectImage(planes);
	setSlice(i);
	plane = part(planes, 560, 330, 200, 200);
	getStatistics(area, mean, least, most, spread);
	if (i < 5) mean = 0;
	show(plane, mean - 2.5 * spread, mean + 2.5 * spread);
	words = "w" + i + ": details of " + pow(2, i) + " to " + pow(2, i + 1) + " px";
	if (i == 5) words = "c4: the rest";
	put(plane, 206 * (i % 3), floor(i / 3) * (LINE + 200), 200, 200, words);
}

// Spots: dark ones, so of the inverted image.
open(folder + "/microaneurysms.png");
dark = getImageID();
run("Duplicate...", "title=inverted");
run("Invert");
run("Clear Results");
run("Starlet Spots...", "minimum=10 maximum=30");
show(dark, 40, 180);
begin("starlet-spots", 618, LINE + 306);
put(dark, 0, 0, 306, 306, "detail of a retina");
put(dark, 312, 0, 306, 306, "" + nResults + " dark spots of 10 to 30 px");
setColor(255, 220, 0);
setLineWidth(2);
for (i = 0; i < nResults; i++)
	drawOval(312 + 3 * getResult("X", i) - 14, LINE + 3 * getResult("Y", i) - 14, 28, 28);

// A noisy stack, what is left of it, and its spots.
open(folder + "/blobs-3d.tif");
noisy = getImageID();
run("Starlet Denoise...", "threshold=4 poisson gain=16 offset=100 readnoise=12 dimensions=3D");
clean = getImageID();
selectImage(noisy);
run("Starlet Spots...", "minimum=8 dimensions=3D labels");
spots = getImageID();
begin("starlet-denoise", 3 * 326 - 6, LINE + 320);
put(slice12(noisy, 100, 1000), 0, 0, 320, 320, "slice 12 of blobs-3d.tif");
put(slice12(clean, 100, 1000), 326, 0, 320, 320, "denoised in 3D");
put(slice12(spots, 0, 255), 652, 0, 320, 320, "spots in 3D, a colour each");
setBatchMode("exit and display");

function slice12(id, least, most) {
	selectImage(id);
	setSlice(12);
	run("Duplicate...", "title=slice");
	show(getImageID(), least, most);
	return getImageID();
}

function show(id, least, most) {
	selectImage(id);
	setMinAndMax(least, most);
}

// A new picture, named as its file is; images are put into it from then on.
function begin(name, width, height) {
	newImage(name + ".png", "RGB white", width, height, 1);
	picture = getImageID();
}

// A square of an image, as an image of its own.
function part(id, x, y, w, h) {
	selectImage(id);
	makeRectangle(x, y, w, h);
	run("Duplicate...", "title=part");
	square = getImageID();
	selectImage(id);
	run("Select None");
	selectImage(square);
	return square;
}

// Puts an image, as its window would show it, below a caption
function put(id, x, y, w, h, words) {
	selectImage(id);
	run("Duplicate...", "title=tile");
	run("RGB Color");
	run("Size...", "width=" + w + " height=" + h + " interpolation=None");
	run("Select All");
	run("Copy");
	close();
	selectImage(picture);
	makeRectangle(x, y + LINE, w, h);
	run("Paste");
	run("Select None");
	caption(x, y, words);
}

// Words in grey: ImageJ would tint the rims of letters drawn in colour.
function caption(x, y, words) {
	newImage("words", "8-bit white", 8 * lengthOf(words), LINE, 1);
	setFont("SansSerif", 13, "antialiased");
	setColor(40, 40, 40);
	drawString(words, 0, LINE - 2);
	makeRectangle(0, 0, getStringWidth(words) + 2, LINE);
	run("Copy");
	wide = getStringWidth(words) + 2;
	close();
	selectImage(picture);
	makeRectangle(x, y, wide, LINE);
	run("Paste");
	run("Select None");
}
