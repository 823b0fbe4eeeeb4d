import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

export default function (eleventyConfig) {
  // bibun reads the file itself, so that options in its front matter count and mistakes
  // are told at their lines. Eleventy has taken the front matter off already.
  eleventyConfig.addPreprocessor("bibun", "md", (data, content) => {
    const file = data.page.inputPath;
    const head = readFileSync(file, "utf8").length - content.length;
    const solved = execFileSync("bibun", ["render", file], {
      encoding: "utf8",
      maxBuffer: Infinity,
      stdio: ["ignore", "pipe", "inherit"],
    });
    return solved.slice(head);
  });
}

export const config = {
  dir: { input: "notes", includes: "../_includes" },
};
