// Volumes: blocks of a chunked volume, the halo that a block reads, and how often a voxel is read.
//
// Drawn for a 5x5x5 kernel at rate 4 (17 voxels wide, so a halo of 8 on every side) on chunks of 64
// voxels, along two axes. Run it by Plugins > Macros > Run... in ImageJ with AtrousJ.

var picture;
var LINE = 20;     // height of a caption
var CHUNK = 64;

setBatchMode(true);
run("AtrousJ Macro Extensions");
text = Ext.effectiveKernel(5, 4);
field = parseInt(text);
begin("volumes", 2 * 400 - 16, 2 * LINE + 384);
blocks(0, 64);
blocks(400, 128);
words = newArray("a block", "its halo, read", "chunks opened for it", "other chunks");
for (i = 0; i < 4; i++) {
	paint(i);
	fillRect(190 * i, LINE + 391, 12, 12);
	caption(190 * i + 17, LINE + 386, words[i]);
}
setBatchMode("exit and display");

// Six by six chunks with one block, its halo, and the chunks that hold them.
function blocks(left, side) {
	halo = (field - 1) / 2;
	from = 2 * CHUNK;
	reach = side + 2 * halo;
	times = reach / side * reach / side;
	caption(left, 0, "blocks of " + side + " x " + side + ": " + reach + " x " + reach + " read, each voxel " + d2s(times, 2) + " times");
	box(left, 0, 6 * CHUNK, 3);
	first = floor((from - halo) / CHUNK) * CHUNK;
	last = (floor((from + side + halo - 1) / CHUNK) + 1) * CHUNK;
	box(left, first, last - first, 2);
	box(left, from - halo, reach, 1);
	box(left, from, side, 0);
	setColor(255, 255, 255);
	setLineWidth(1);
	for (i = 1; i < 6; i++) {
		drawLine(left + i * CHUNK, LINE, left + i * CHUNK, LINE + 6 * CHUNK - 1);
		drawLine(left, LINE + i * CHUNK, left + 6 * CHUNK - 1, LINE + i * CHUNK);
	}
}

function box(left, from, side, kind) {
	selectImage(picture);
	paint(kind);
	fillRect(left + from, LINE + from, side, side);
}

function paint(kind) {
	colour = newArray(0x1f6f78, 0xf2a541, 0xb9d8d6, 0xe9ecee);
	setColor(colour[kind] >> 16, (colour[kind] >> 8) & 255, colour[kind] & 255);
}

// A new picture, named as its file is; images are put into it from then on.
function begin(name, width, height) {
	newImage(name + ".png", "RGB white", width, height, 1);
	picture = getImageID();
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
