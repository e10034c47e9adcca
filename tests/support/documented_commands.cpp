#include "tests/support/documented_commands.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

namespace acumage::tests {

namespace {

namespace fs = std::filesystem;

const fs::path root{SOURCE_ROOT};

std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(" \t"));
  text.erase(text.find_last_not_of(" \t") + 1);
  return text;
}

/// The commands of one line of a shell script.
std::vector<std::string> parts_of(const std::string& line) {
  std::vector<std::string> parts{""};
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool ends = line.compare(i, 2, "&&") == 0 || c == ';' || c == '|';
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '#' && (i == 0 || line[i - 1] == ' ')) {
      break;
    } else if (ends) {
      parts.emplace_back();
      if (c == '&') ++i;
      continue;
    }
    parts.back() += c;
  }
  for (auto& each : parts) each = trimmed(each.substr(each.starts_with('(') ? 1 : 0));
  parts.erase(std::remove(parts.begin(), parts.end(), ""), parts.end());
  return parts;
}

/// The program as the build leaves it, too.
std::string called_by_name(std::string command) {
  constexpr std::string_view built = "build/release/acumage ";
  if (command.starts_with(built)) command.erase(0, built.find("acumage"));
  return command;
}

/// Reads a document line by line; code within lines may go over the end of one.
class reader {
 public:
  explicit reader(std::string file) : file_{std::move(file)} {}

  std::vector<documented_command> read() {
    std::ifstream lines{root / file_};
    for (std::string line; std::getline(lines, line);) {
      ++number_;
      take(line);
    }
    return std::move(found_);
  }

 private:
  void take(const std::string& line) {
    if (const auto at = line.find("```"); at != std::string::npos && trimmed(line).front() == '`') {
      in_block_ = !in_block_;
      is_script_ = in_block_ && line.substr(at) == "```sh";
    } else if (in_block_) {
      const auto text = trimmed(line);
      if (is_script_ || text.starts_with("$ "))
        for (auto& each : parts_of(is_script_ ? text : text.substr(2)))
          add(std::move(each), number_);
    } else {
      take_words(line);
    }
  }

  void take_words(const std::string& line) {
    for (const char c : line + ' ') {
      if (c != '`') {
        if (in_code_) code_ += c;
        continue;
      }
      in_code_ = !in_code_;
      if (in_code_)
        begun_ = number_;
      else
        add_code(std::exchange(code_, {}));
    }
    if (line.empty()) in_code_ = false;
  }

  void add_code(const std::string& code) {
    if (!called_by_name(code).starts_with("acumage ")) return;
    for (auto& each : parts_of(code)) add(std::move(each), begun_);
  }

  void add(std::string command, std::size_t line) {
    found_.push_back({called_by_name(std::move(command)), file_ + ":" + std::to_string(line)});
  }

  std::string file_;
  std::size_t number_ = 0;
  std::vector<documented_command> found_;
  bool in_block_ = false;
  bool is_script_ = false;
  bool in_code_ = false;
  std::string code_;
  std::size_t begun_ = 0;
};

}  // namespace

std::vector<documented_command> commands_in(const std::string& file) { return reader{file}.read(); }

bool is_mention(const std::string& command, const std::string& help) {
  std::istringstream words{command};
  std::string name;
  bool known = true;
  for (std::string word; words >> word;)
    if (word.starts_with("--"))
      known = known && help.find(word) != std::string::npos;
    else
      name += (name.empty() ? "" : " ") + word;
  return known && help.find("Usage: " + name + " ") != std::string::npos;
}

std::vector<std::string> document_files() {
  std::vector<std::string> files{"README.md"};
  for (const auto& each : fs::directory_iterator{root / "docs"})
    if (each.path().extension() == ".md")
      files.push_back("docs/" + each.path().filename().string());
  std::sort(files.begin() + 1, files.end());
  return files;
}

}  // namespace acumage::tests
