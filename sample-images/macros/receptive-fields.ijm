// Receptive fields: figures of rates that fill their field and of rates that leave holes, and what
// the holes do to an image.
//
// Run it by Plugins > Macros > Run... in ImageJ with AtrousJ; what is said appears in the log. The
// image is looked for in the folder given as argument, else in the one above this file's.

folder = getArgument();
if (folder == "") folder = File.getParent(File.getParent(getInfo("macro.filepath")));
setBatchMode(true);

run("Receptive Field Explorer...", "rates=1,2,4");
name("Receptive field of 3x3 at rates 1,2,4", "field-figure-1");
run("Receptive Field Explorer...", "rates=2,2,2");
name("Receptive field of 3x3 at rates 2,2,2", "field-gridding");
run("Receptive Field Explorer...", "size=3,3,3,3,3,3,3,1 rates=1,1,2,4,8,16,1,1 plots");
name("Growth of the field of Sizes 3,3,3,3,3,3,3,1 at rates 1,1,2,4,8,16,1,1", "field-growth");

// A small part of the image, enlarged afterwards so that pixels can be seen.
open(folder + "/hubble_deep_field.png");
makeRectangle(560, 470, 150, 120);
run("Crop");
rename("stars");
run("Receptive Field Explorer...", "rates=4,4,4 compare");
selectImage("Gridding of stars: 4,4,4 | 1,3,8");
run("Enhance Contrast", "saturated=1");
run("8-bit");
run("Scale...", "x=3 y=3 interpolation=None create title=field-gridding-on-image.png");

run("Rate Designer...", "field=31 layers=5");
setBatchMode("exit and display");

// Names a picture as its file.
function name(title, file) {
	selectImage(title);
	rename(file + ".png");
}
