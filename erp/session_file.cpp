#include "erp/json_value.hpp"
#include "erp/session.hpp"
#include "messages/file_problem.hpp"
#include "messages/json_text.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <fstream>
#include <string>

namespace acumage::erp {

namespace {

/// Writes everything and closes. 0, or the number of the error.
int write_all(int file, std::string_view text) {
  int failed = 0;
  while (!text.empty() && failed == 0) {
    const auto taken = ::write(file, text.data(), text.size());
    if (taken < 0)
      failed = errno;
    else
      text.remove_prefix(static_cast<std::size_t>(taken));
  }
  if (failed == 0 && ::fsync(file) != 0) failed = errno;
  if (::close(file) != 0 && failed == 0) failed = errno;
  return failed;
}

std::string line_of(const session& one) {
  json_writer json;
  json.object().key("url").string(one.url).key("bearer").boolean(one.bearer);
  return json.key("secret").string(one.secret).end().take() + "\n";
}

}  // namespace

std::vector<session> read_sessions(const std::filesystem::path& file) {
  std::vector<session> found;
  std::ifstream text{file};
  for (std::string line; std::getline(text, line);) {
    const auto json = read_json(line);
    if (!json) continue;
    const auto* const url = json->find("url");
    const auto* const bearer = json->find("bearer");
    const auto* const secret = json->find("secret");
    if (url != nullptr && bearer != nullptr && secret != nullptr)
      found.push_back({url->text(), bearer->token == "true", secret->text(), {}});
  }
  return found;
}

std::string write_sessions(const std::filesystem::path& file, const std::vector<session>& open) {
  if (file.empty()) return {};
  if (open.empty()) {
    std::error_code failed;
    std::filesystem::remove(file, failed);
    return failed ? file_problem(file.string(), failed.value()) : std::string{};
  }
  std::string text;
  for (const auto& one : open) text += line_of(one);
  const auto next = file.string() + ".new";
  ::unlink(next.c_str());
  const int made = ::open(next.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) return file_problem(next, errno);
  if (const int failed = write_all(made, text)) return file_problem(next, failed);
  if (::rename(next.c_str(), file.c_str()) != 0) return file_problem(file.string(), errno);
  return {};
}

}  // namespace acumage::erp
