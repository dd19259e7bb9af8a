// Tutorial: vessels of a retina on uneven ground: their area, length and mean width, near the fovea and
// elsewhere.
//
// Run it by Plugins > Macros > Run... in ImageJ with AtrousJ. The image is looked for in the folder
// given as argument, else in the one above this file's.

LEAST = 1.2;      // answer that counts as vessel, grey levels
SMALLEST = 60;    // pixels; what is smaller is noise

folder = getArgument();
if (folder == "") folder = File.getParent(File.getParent(getInfo("macro.filepath")));
setBatchMode(true);
open(folder + "/retina.png");
source = getImageID();

// 1. Green has the best contrast of vessels.
run("Duplicate...", "title=green");
run("Split Channels");
selectWindow("green (green)");
green = getImageID();

// 2. The field of view: the camera's black surround is no retina. Its rim looks like a vessel, so the
// field is made smaller by 15 pixels.
run("Duplicate...", "title=field");
field = getImageID();
setThreshold(15, 255);
setOption("BlackBackground", true);
run("Convert to Mask");
run("Dilated Pooling...", "type=min window=31 output=same");
selectImage(field);
run("Select None");
getHistogram(0, counts, 256);
viewed = counts[255];

// 3. Vessels: Laplacians of three sizes, what is darker than its surround kept.
selectImage(green);
run("ASPP Fusion...", "kernel=log-1.5 rates=1,2,3 activation=relu");
answer = getImageID();

// 4. Above the threshold, in the field, not tiny.
setThreshold(LEAST, 1e30);
run("Convert to Mask");
mask = getImageID();
imageCalculator("AND", mask, field);
selectImage(mask);
rename("vessels");
run("Analyze Particles...", "size=" + SMALLEST + "-Infinity pixel show=Masks");
if (is("Inverting LUT")) run("Invert LUT");
vessels = getImageID();
getHistogram(0, counts, 256);
area = counts[255];

// 5. The middle lines give the length.
run("Duplicate...", "title=lines");
run("Skeletonize");
getHistogram(0, counts, 256);
length = counts[255];

run("Clear Results");
setResult("Field_px", 0, viewed);
setResult("Vessels_px", 0, area);
setResult("Vessels_%", 0, 100 * area / viewed);
setResult("Length_px", 0, length);
setResult("Width_px", 0, area / length);
updateResults();
print("field " + viewed + " px, vessels " + area + " px (" + d2s(100 * area / viewed, 1) + " %), length "
	+ length + " px, mean width " + d2s(area / length, 2) + " px");

// The picture: green channel, and the vessels.
selectImage(green);
run("RGB Color");
run("Canvas Size...", "width=1418 height=705 position=Center-Left");
picture = getImageID();
selectImage(vessels);
run("RGB Color");
run("Select All");
run("Copy");
selectImage(picture);
makeRectangle(713, 0, 705, 705);
run("Paste");
run("Select None");
run("Size...", "width=709 height=352 average interpolation=Bilinear");
rename("tutorial-vessels.png");
setBatchMode("show");
