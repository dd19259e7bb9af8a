// Many rates at once: the presets of ASPP Fusion, Dilated Cascade and Dilated Filter Bank, each on a
// sample image; the pictures of the guide's page.
//
// Run it by Plugins > Macros > Run... in ImageJ with AtrousJ. The images are looked for in the folder
// given as argument, else in the one above this file's.

var picture;
var LINE = 20;   // height of a caption

folder = getArgument();
if (folder == "") folder = File.getParent(File.getParent(getInfo("macro.filepath")));
setBatchMode(true);

// Objects of three sizes: galaxies, and what size each is.
open(folder + "/hubble_deep_field.png");
run("8-bit");
sky = getImageID();
run("ASPP Fusion...", "kernel=dog-1 rates=1,2,4 fuse=project weights=[0 0 0 8; 1 0 0; 0 1 0; 0 0 1] labels");
labels = getImageID();
getLut(reds, greens, blues);
begin("many-rates-objects", 806, 2 * LINE + 400);
put(part(sky, 90, 380, 200, 200), 0, 0, 400, 400, "a part of the Hubble deep field");
put(part(labels, 90, 380, 200, 200), 406, 0, 400, 400, "its objects, labelled by size in one pass");
names = newArray("ground", "1: small", "2: middle", "3: large");
for (i = 0; i < 4; i++) {
	setColor(reds[i], greens[i], blues[i]);
	fillRect(406 + 100 * i, LINE + 405, 12, 12);
	caption(406 + 100 * i + 17, LINE + 400, names[i]);
}
close("\\Others");

// The others take the green channel of a retina, in which vessels are darkest.
open(folder + "/retina.png");
run("Split Channels");
selectImage("retina.png (green)");
eye = getImageID();

selectImage(eye);
run("ASPP Fusion...", "kernel=log-1.5 rates=1,2,3 activation=relu");
pair("many-rates-vessels", "green channel of a retina", "darker than its surround, at three sizes");

selectImage(eye);
run("ASPP Fusion...", "kernel=mean-15 rates=2,4,6 pointwise fuse=sum weights=[1 -1/3 -1/3 -1/3]");
pair("many-rates-background", "green channel of a retina", "less the mean of three wide means");

selectImage(eye);
run("Dilated Cascade...", "kernel=[log-1.5|gaussian-5|gaussian-5|gaussian-5|gaussian-5|gaussian-5] rates=1,1,2,4,8,16 activation=abs");
energy = getImageID();
run("Duplicate...", "title=outline");
setThreshold(0.9, 1e30);
run("Convert to Mask");
run("Outline");
mask = getImageID();
outline(eye, mask);
energetic = getImageID();
begin("many-rates-texture", 726, LINE + 360);
put(energetic, 0, 0, 360, 360, "energy of 0.9 outlined");
put(energy, 366, 0, 360, 360, "energy of the texture");

// Lines at four angles and three widths, in a part with many vessels.
square = part(eye, 60, 420, 200, 200);
run("Dilated Filter Bank...", "kernel=[gabor-0|gabor-45|gabor-90|gabor-135] rates=1,2,3 activation=abs");
bank = getImageID();
begin("many-rates-bank", 5 * 146 - 6, 3 * (LINE + 140));
put(square, 0, 0, 140, 140, "image");
for (angle = 0; angle < 4; angle++)
	for (rate = 1; rate <= 3; rate++) {
		selectImage(bank);
		Stack.setChannel(3 * angle + rate);
		run("Duplicate...", "title=one");
		put(getImageID(), 146 * (angle + 1), (rate - 1) * (LINE + 140), 140, 140, "" + 45 * angle + " degrees, rate " + rate);
	}
setBatchMode("exit and display");

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

// Puts an image, as its window would show it, below a caption. Grey ones are smoothed, colours not.
function put(id, x, y, w, h, words) {
	selectImage(id);
	run("Duplicate...", "title=tile");
	how = "None";
	if (is("grayscale")) how = "Bilinear";
	if (bitDepth() == 32) run("Enhance Contrast", "saturated=0.5");
	run("RGB Color");
	run("Size...", "width=" + w + " height=" + h + " average interpolation=" + how);
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

// The eye and the result that is in front, side by side.
function pair(name, left, right) {
	result = getImageID();
	begin(name, 726, LINE + 360);
	put(eye, 0, 0, 360, 360, left);
	put(result, 366, 0, 360, 360, right);
}

// A copy of an image in colour, with the white pixels of a mask in yellow, thick.
function outline(id, mask) {
	selectImage(mask);
	if (is("Inverting LUT")) run("Invert LUT");
	run("Maximum...", "radius=1");
	w = getWidth(); h = getHeight();
	drawn = newArray(w * h);
	for (i = 0; i < w * h; i++) drawn[i] = getPixel(i % w, floor(i / w));
	selectImage(id);
	run("Duplicate...", "title=outlined");
	run("RGB Color");
	for (i = 0; i < w * h; i++) if (drawn[i] > 0) setPixel(i % w, floor(i / w), 0xffff00);
}
