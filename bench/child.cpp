#include "bench/child.hpp"

#include <httplib.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <thread>
#include <utility>

namespace acumage::bench {

namespace {

using namespace std::chrono_literals;
using tests::text_of;

/// A line "VmRSS:   123 kB" of /proc/<pid>/status, in MB.
double status_mb(pid_t process, const std::string& name) {
  const auto text = text_of("/proc/" + std::to_string(process) + "/status");
  const auto at = text.find(name + ":");
  if (at == std::string::npos) fail("/proc: no " + name);
  return std::strtod(text.c_str() + at + name.size() + 1, nullptr) * 1024 / 1e6;
}

}  // namespace

void fail(const std::string& why) {
  std::fprintf(stderr, "acumage-bench: %s\n", why.c_str());
  std::exit(1);
}

void wait_for(const std::string& what, const std::function<bool()>& reached,
              std::chrono::milliseconds pace, std::chrono::seconds at_most) {
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  while (!reached()) {
    if (std::chrono::steady_clock::now() >= deadline) fail(what + ": waited in vain");
    std::this_thread::sleep_for(pace);  // another process's state: nothing to be woken by
  }
}

child::child(const std::filesystem::path& folder, const std::string& store_url,
             std::map<std::string, std::string> settings)
    : folder_{folder / "node"} {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  std::map<std::string, std::string> all{
      {"connection.magento_url", store_url},
      {"connection.bearer_token", "simulator-token"},
      {"queue.process_sleep_time", "0"},
      {"queue.batch_count", "500"},
      {"entities.pricing", "true"},
      {"entities.inventory", "false"},
      {"intake.port", "0"},
      {"admin.port", "0"},
      {"storage.path", (folder_ / "data").string()},
  };
  for (auto& [key, value] : settings) all[key] = std::move(value);
  tests::write_settings(folder_ / "config.ini", all);
}

child::~child() {
  if (process_ != 0) kill();
  std::error_code ignored;  // what is left behind is removed by the next run
  std::filesystem::remove_all(folder_, ignored);
}

void child::start() {
  const auto out = folder_ / "out";
  const auto err = folder_ / "err";
  std::filesystem::remove(out);  // the line of the start before must not be read again
  const char* const other = std::getenv("ACUMAGE_PROGRAM");  // to compare two builds in turn
  process_ = tests::spawn({other != nullptr ? other : ACUMAGE_PROGRAM, "run", "--config",
                           (folder_ / "config.ini").string()},
                          {.out = out, .err = err});
  wait_for(
      "the node's start",
      [&] {
        if (::waitpid(process_, nullptr, WNOHANG) == process_)
          fail("the node ended: " + text_of(err));
        const auto listening = tests::ports_in(out);
        if (listening) ports_ = *listening;
        return listening.has_value();
      },
      2ms);
}

void child::kill() {
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = 0;
}

void child::post(const std::string& path) const {
  httplib::Client to{"127.0.0.1", admin_port()};
  to.set_tcp_nodelay(true);
  to.set_read_timeout(60);
  const auto answer = to.Post(path.c_str(), "", "application/json");
  if (!answer || answer->status != 200) fail("POST " + path + " was refused");
}

std::int64_t child::stat(const std::string& path) const {
  const auto value = tests::stat_of(admin_port(), path);
  if (!value) fail("GET /stats: no " + path);
  return *value;
}

void child::wait_until_settled() const {
  wait_for("the end of all changes", [this] { return stat("journal/unsettled") == 0; });
}

double child::cpu_s() const {
  const auto text = text_of("/proc/" + std::to_string(process_) + "/stat");
  std::istringstream fields{text.substr(text.rfind(')') + 2)};  // the name may hold blanks
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double child::precise_cpu_s() const {
  double sum_ns = 0;
  for (const auto& thread :
       std::filesystem::directory_iterator{"/proc/" + std::to_string(process_) + "/task"})
    sum_ns += std::strtod(text_of(thread.path() / "schedstat").c_str(), nullptr);
  return sum_ns / 1e9;
}

double child::rss_mb() const { return status_mb(process_, "VmRSS"); }
double child::peak_rss_mb() const { return status_mb(process_, "VmHWM"); }

}  // namespace acumage::bench
