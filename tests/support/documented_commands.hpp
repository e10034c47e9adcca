// The shell commands that the documents show, so that they can be tried.
#pragma once

#include <string>
#include <vector>

namespace acumage::tests {

struct documented_command {
  std::string text;   ///< without a prompt and without a comment: "acumage dead-letters show 42"
  std::string place;  ///< "docs/operations.md:12"
};

/// Of one Markdown file below the source root, in its order: each command of a line of an `sh` block (parts at
/// && ; | count alone, quotes are kept whole), lines of other blocks that begin with "$ ", and code within
/// lines that begins with "acumage ".
std::vector<documented_command> commands_in(const std::string& file);

/// Does it only name a command and its flags, and leave the operand to the reader? `help` is what the program
/// says to it with --help.
bool is_mention(const std::string& command, const std::string& help);

/// README.md and docs/*.md.
std::vector<std::string> document_files();

}  // namespace acumage::tests
