// Writes the manual pages and the completions into the folder given as argument, for the build
// target `command_docs`.
#include "cli/arguments/command_docs.hpp"
#include "cli/commands/table.hpp"
#include "cli/demo/demo.hpp"

#include <fstream>
#include <iostream>
#include <string>

namespace {

bool write(const std::string& file, const std::string& text) {
  std::ofstream to{file, std::ios::binary};
  to << text;
  if (to.flush()) return true;
  std::cerr << file << ": cannot be written; expected an existing folder\n";
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "write_command_docs: expected one folder\n";
    return 2;
  }
  const std::string folder = argv[1];
  using namespace acumage;
  const auto docs = arguments::make_command_docs(commands::program({demo::demo_command()}));
  bool done = write(folder + "/acumage.bash", docs.bash) && write(folder + "/_acumage", docs.zsh) &&
              write(folder + "/acumage.fish", docs.fish);
  for (const auto& page : docs.man)
    done = done && write(folder + "/" + page.name + ".1", page.text);
  return done ? 0 : 1;
}
