// Classifier: vessels of a retina learnt from a few lines and boxes in one part, then found in another;
// and the same model run as a network. The pictures of the guide's pages on the classifier and on ONNX.
//
// Run it by Plugins > Macros > Run... in ImageJ with AtrousJ. The image is looked for in the folder
// given as argument, else in the one above this file's. The model goes into the folder for temporary
// files and is deleted at the end.

var picture;
var LINE = 20;   // height of a caption

folder = getArgument();
if (folder == "") folder = File.getParent(File.getParent(getInfo("macro.filepath")));
setBatchMode(true);
model = getDirectory("temp") + "atrousj-vessels-" + getTime() + ".onnx";
open(folder + "/retina.png");
run("Split Channels");
selectImage("retina.png (green)");
eye = getImageID();
train = part(eye, 90, 60, 260, 260);
other = part(eye, 90, 380, 260, 260);

// Two classes, by name and number: lines along vessels, boxes between them.
selectImage(train);
vessel(1, newArray(87, 90, 103, 96, 80), newArray(6, 22, 44, 70, 100));
vessel(2, newArray(132, 150, 178, 196), newArray(55, 44, 33, 22));
vessel(3, newArray(122, 135, 172, 200, 238), newArray(101, 99, 99, 108, 110));
vessel(4, newArray(84, 104, 124, 158), newArray(210, 200, 194, 193));
vessel(5, newArray(186, 202, 220, 240), newArray(172, 159, 154, 161));
vessel(6, newArray(172, 173, 175), newArray(60, 75, 92));
ground(1, 198, 120, 28, 26);
ground(2, 90, 156, 34, 26);
ground(3, 190, 46, 44, 40);
ground(4, 14, 100, 28, 26);
ground(5, 120, 206, 36, 30);
ground(6, 130, 112, 50, 26);
ground(7, 190, 210, 12, 34);
run("Clear Results");
run("Train ASPP Classifier...", "model=&model balance");
print("accuracy on selections left out: " + d2s(getResult("Accuracy", 0), 3));
show(train, 20, 140);
run("Duplicate...", "title=drawn");
run("RGB Color");
drawn = getImageID();
vesselLines(drawn);

selectImage(other);
run("Apply ASPP Classifier...", "model=&model");
labels = getImageID();
show(other, 20, 140);
begin("classifier", 3 * 266 - 6, LINE + 260);
put(drawn, 0, 0, 260, 260, "trained on: vessels and ground");
put(other, 266, 0, 260, 260, "applied to another part");
put(labels, 532, 0, 260, 260, "its labels");

// The model is a network of two scores, one for each class.
selectImage(other);
run("Run ONNX Network...", "model=&model");
scores = getImageID();
classes = newArray("ground", "vessel");
begin("onnx", 3 * 266 - 6, LINE + 260);
put(other, 0, 0, 260, 260, "input");
for (c = 1; c <= 2; c++) {
	selectImage(scores);
	Stack.setChannel(c);
	run("Duplicate...", "title=score");
	run("Grays");
	show(getImageID(), -6, 6);
	put(getImageID(), 266 * c, 0, 260, 260, "output " + c + ": score of " + classes[c - 1]);
}
gone = File.delete(model);
setBatchMode("exit and display");

function vessel(number, xs, ys) {
	makeSelection("polyline", xs, ys);
	Roi.setName("vessel-" + number);
	Roi.setStrokeWidth(3);
	Overlay.addSelection("yellow", 3);
	run("Select None");
}

function ground(number, x, y, w, h) {
	makeRectangle(x, y, w, h);
	Roi.setName("ground-" + number);
	Overlay.addSelection("cyan", 1);
	run("Select None");
}

// Draws the selections of the overlay into a copy.
function vesselLines(id) {
	selectImage(train);
	n = Overlay.size;
	for (i = 0; i < n; i++) {
		selectImage(train);
		Overlay.activateSelection(i);
		name = Roi.getName;
		getSelectionCoordinates(xs, ys);
		run("Select None");
		selectImage(id);
		if (startsWith(name, "vessel")) {
			setColor(255, 220, 0);
			setLineWidth(3);
			for (k = 1; k < xs.length; k++) drawLine(xs[k - 1], ys[k - 1], xs[k], ys[k]);
		} else {
			setColor(80, 190, 255);
			setLineWidth(1);
			drawRect(xs[0], ys[0], xs[1] - xs[0], ys[2] - ys[1]);
		}
	}
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
