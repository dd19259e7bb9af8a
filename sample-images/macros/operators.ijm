// Operators: one kernel at three rates, pooling, and changes of size; the picture of the guide's page.
//
// Run it by Plugins > Macros > Run... in ImageJ with AtrousJ. The images are looked for in the folder
// given as argument, else in the one above this file's.

var picture;
var LINE = 20;     // height of a caption
var SIDE = 204;    // of a tile

folder = getArgument();
if (folder == "") folder = File.getParent(File.getParent(getInfo("macro.filepath")));
setBatchMode(true);
open(folder + "/hubble_deep_field.png");
run("8-bit");
sky = getImageID();
open(folder + "/retina.png");
run("Split Channels");
selectImage("retina.png (green)");
eye = getImageID();
open(folder + "/microaneurysms.png");
small = getImageID();
begin("operators", 4 * (SIDE + 6) - 6, 3 * (SIDE + LINE));

// One kernel at three rates: what stands out from a ring of 3, 9 and 33 pixels.
tile(0, 0, part(sky, 590, 330, 170, 170), "image");
rates = newArray(1, 4, 16);
for (i = 0; i < 3; i++) {
	selectImage(sky);
	run("Dilated Convolution...", "kernel=centre-surround rate=" + rates[i]);
	square = part(getImageID(), 590, 330, 170, 170);
	setMinAndMax(0, 100);
	tile(i + 1, 0, square, "centre-surround, rate " + rates[i]);
}

// Pooling: minimum, the same at rate 3, median.
pooled(0, eye, "image");
selectImage(eye);
run("Dilated Pooling...", "type=min window=5");
pooled(1, getImageID(), "minimum of 5x5");
selectImage(eye);
run("Dilated Pooling...", "type=min window=5 rate=3");
pooled(2, getImageID(), "minimum of 5x5, rate 3");
selectImage(eye);
run("Dilated Pooling...", "type=median window=7");
pooled(3, getImageID(), "median of 7x7");

// Sizes: a quarter, and back by transposed convolution with weights for the job and without.
tile(0, 2, small, "image, 102 x 102");
selectImage(small);
run("Dilated Convolution...", "kernel=gaussian-3 stride=4");
quarter = getImageID();
tile(1, 2, quarter, "stride 4: " + getWidth() + " x " + getHeight());
selectImage(quarter);
run("Transposed Convolution...", "kernel=[" + linear() + "] stride=4");
tile(2, 2, getImageID(), "transposed: " + getWidth() + " x " + getHeight());
selectImage(quarter);
run("Transposed Convolution...", "kernel=gaussian-5 stride=4");
tile(3, 2, getImageID(), "transposed: checkerboard");
setBatchMode("exit and display");

// A part of the eye, all in the same grey levels.
function pooled(column, id, words) {
	square = part(id, 200, 60, 170, 170);
	setMinAndMax(20, 130);
	tile(column, 1, square, words);
}

function tile(column, row, id, words) {
	if (row == 2) {
		selectImage(id);
		run("Enhance Contrast", "saturated=0.2");
	}
	put(id, column * (SIDE + 6), row * (SIDE + LINE), SIDE, SIDE, words);
}

// Linear interpolation by four: a tent of eight taps a side, in steps of eighths.
function linear() {
	tent = newArray(1, 3, 5, 7, 7, 5, 3, 1);
	text = "";
	for (y = 0; y < 8; y++) {
		for (x = 0; x < 8; x++) text += " " + tent[x] * tent[y] + "/64";
		text += ";";
	}
	return substring(text, 1, lengthOf(text) - 1);
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
