#include "tests/support/child_node.hpp"

#include <httplib.h>
#include <simdjson.h>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <system_error>

namespace acumage::tests {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in{file};
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_settings(const std::filesystem::path& file,
                    const std::map<std::string, std::string>& settings) {
  std::ofstream to{file};
  std::string section;
  for (const auto& [name, value] : settings) {  // in order: those of a section follow each other
    const bool divided = name.starts_with("pull.") || name.starts_with("aliases.");
    const auto dot = divided ? name.rfind('.') : name.find('.');  // a section's name may have one
    if (name.substr(0, dot) != section) to << "[" << (section = name.substr(0, dot)) << "]\n";
    to << name.substr(dot + 1) << " = " << value << "\n";
  }
}

pid_t spawn(std::vector<std::string> words, const std::filesystem::path& folder,
            std::string variable) {
  const auto out = folder / "out";
  const auto err = folder / "err";
  std::vector<char*> arguments;
  for (auto& each : words) arguments.push_back(each.data());
  arguments.push_back(nullptr);
  std::vector<char*> variables;
  if (!variable.empty()) variables.push_back(variable.data());
  for (auto** each = environ; *each != nullptr; ++each) variables.push_back(*each);
  variables.push_back(nullptr);

  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::posix_spawn_file_actions_addopen(&files, 2, err.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  pid_t child = 0;
  const int problem = ::posix_spawn(&child, words.front().c_str(), &files, nullptr,
                                    arguments.data(), variables.data());
  ::posix_spawn_file_actions_destroy(&files);
  if (problem != 0) throw std::system_error{problem, std::system_category(), words.front()};
  return child;
}

std::optional<node_ports> ports_in(const std::filesystem::path& folder) {
  const auto line = text_of(folder / "out");
  node_ports all;
  if (line.find('\n') == std::string::npos ||
      std::sscanf(line.c_str(), "listening intake=%*[0-9.]:%hu admin=%*[0-9.]:%hu", &all.intake,
                  &all.admin) != 2)
    return {};
  return all;
}

std::optional<std::int64_t> stat_of(std::uint16_t admin_port, const std::string& path) {
  httplib::Client to{"127.0.0.1", admin_port};
  to.set_tcp_nodelay(true);
  to.set_read_timeout(60);
  const auto answer = to.Get("/stats");
  if (!answer || answer->status != 200) return {};
  simdjson::dom::parser parser;
  const simdjson::padded_string text{answer->body};
  std::int64_t value = 0;
  if (parser.parse(text).at_pointer("/" + path).get(value) != simdjson::SUCCESS) return {};
  return value;
}

}  // namespace acumage::tests
