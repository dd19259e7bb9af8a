// Rate, stride and transposed: what the three do with one and the same kernel of 3x3 taps.
//
// From left to right: an ordinary convolution; dilated, rate 3: the taps stand apart, the size stays;
// stride 2: every second result, half the size; transposed, stride 2: pixels spread their kernels over
// a result of twice the size, here with weights that overlap to an even sum; and with nine equal
// weights, whose overlaps do not: a checkerboard, of which the log warns.
// Top row: the pixels that take part. Middle: the result; the field of view is the same, the pixel
// size is not. Bottom: a detail of it.
//
// Run it by Plugins > Macros > Run... in ImageJ with AtrousJ. The image is looked for in the folder
// given as argument, else in the one above this file's.

var picture, column = 0;
var STEP = 208;    // from column to column
var SIDE = 192;    // of the images
var CELL = 14;     // of the drawings
var LINE = 34;     // of the captions

folder = getArgument();
if (folder == "") folder = File.getParent(File.getParent(getInfo("macro.filepath")));
if (!File.exists(folder + "/microaneurysms.png")) folder = getDirectory("Folder of microaneurysms.png");
setBatchMode(true);
open(folder + "/microaneurysms.png");
source = getImageID();
newImage("rate-stride-transposed.png", "RGB white", 5 * STEP - 16, 126 + LINE + SIDE + 16 + SIDE, 1);
picture = getImageID();

grid();
taps(3, 1, false);
add("convolution", "Dilated Convolution...", "kernel=gaussian-3");
grid();
taps(1, 3, false);
add("dilated: rate 3", "Dilated Convolution...", "kernel=gaussian-3 rate=3");
grid();
taps(2, 1, false); taps(4, 1, true);
add("stride 2", "Dilated Convolution...", "kernel=gaussian-3 stride=2");
grid();
taps(2, 1, false); taps(4, 1, true); pixels();
add("transposed, stride 2", "Transposed Convolution...", "kernel=gaussian-3 stride=2");
overlaps(); pixels();
add("checkerboard", "Transposed Convolution...", "kernel=mean-3 stride=2");
selectImage(picture);
setBatchMode("show");

// Runs a command and puts its result below the drawing and its name.
function add(name, command, options) {
	selectImage(source);
	run(command, options);
	result = getImageID();
	run("Enhance Contrast", "saturated=0.2");
	scale = getWidth() / 102;
	paste(result, 0, 0, 96 * scale, 126 + LINE);
	paste(result, 8 * scale, 14 * scale, 16 * scale, 126 + LINE + SIDE + 16);
	selectImage(result);
	size = "" + getWidth() + " x " + getHeight();
	print(command + " " + options + ": " + getWidth() + " x " + getHeight());
	selectImage(picture);
	setFont("SansSerif", 13, "antialiased");
	setColor(40, 40, 40);
	drawString(name + ": " + size, column * STEP, 126 + LINE - 3);
	column++;
}

// A square of an image, enlarged without interpolation, into the picture.
function paste(id, x, y, side, top) {
	selectImage(id);
	makeRectangle(x, y, side, side);
	run("Duplicate...", "title=tile");
	run("RGB Color");
	run("Size...", "width=" + SIDE + " height=" + SIDE + " interpolation=None");
	run("Select All");
	run("Copy");
	close();
	selectImage(picture);
	makeRectangle(column * STEP, top, SIDE, SIDE);
	run("Paste");
	run("Select None");
	selectImage(id);
	run("Select None");
}

// Nine by nine empty pixels.
function grid() {
	for (i = 0; i < 81; i++) cell(i % 9, floor(i / 9), 235, 235, 235);
}

function cell(x, y, r, g, b) {
	selectImage(picture);
	setColor(r, g, b);
	fillRect(column * STEP + (SIDE - 9 * CELL) / 2 + x * CELL, y * CELL, CELL - 2, CELL - 2);
}

// The taps of one output, or of the next one (second) that share some pixels with it.
function taps(first, rate, second) {
	for (i = 0; i < 9; i++) {
		x = first + rate * (i % 3);
		y = rate * floor(i / 3) + 3;
		if (rate > 1) y = first + rate * floor(i / 3);
		if (!second) cell(x, y, 40, 110, 200);
		else if (x == 4) cell(x, y, 120, 80, 120);
		else cell(x, y, 240, 150, 40);
	}
}

// Where the image's pixels stand in a result of twice the size.
function pixels() {
	selectImage(picture);
	setColor(0, 0, 0);
	for (i = 0; i < 20; i++) {
		x = 1 + 2 * (i % 4);
		y = 2 * floor(i / 4);
		fillRect(column * STEP + (SIDE - 9 * CELL) / 2 + x * CELL + 4, y * CELL + 4, 4, 4);
	}
}

// How many of the nine taps reach a pixel: 1, 2 or 4.
function overlaps() {
	for (i = 0; i < 81; i++) {
		x = i % 9; y = floor(i / 9);
		n = (1 + (1 - x % 2)) * (1 + y % 2);
		cell(x, y, 235 - 50 * n, 235 - 34 * n, 245 - 12 * n);
	}
}
