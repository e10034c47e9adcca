// The real program as a child process: its settings, its routes, and what the kernel says it uses.
#pragma once

#include "tests/support/child_node.hpp"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace acumage::bench {

using seconds = std::chrono::duration<double>;

/// Ends the program with the words; a benchmark that cannot go on has no figure.
[[noreturn]] void fail(const std::string& why);

/// Waits until `reached` holds, looking every `pace`; fails after `at_most`.
void wait_for(const std::string& what, const std::function<bool()>& reached,
              std::chrono::milliseconds pace = std::chrono::milliseconds{5},
              std::chrono::seconds at_most = std::chrono::seconds{300});

/// `acumage run` on free ports, with an empty data folder that is removed at the end.
class child {
 public:
  /// `settings`: section.key -> value, over those of a node that sends prices without pause.
  child(const std::filesystem::path& folder, const std::string& store_url,
        std::map<std::string, std::string> settings = {});
  ~child();
  child(const child&) = delete;
  child& operator=(const child&) = delete;

  void start();
  void kill();  ///< SIGKILL, and waits; the data stay

  std::string config() const { return (folder_ / "config.ini").string(); }
  std::uint16_t intake_port() const { return ports_.intake; }
  std::uint16_t admin_port() const { return ports_.admin; }
  void post(const std::string& path) const;  ///< to the admin listener; fails on anything but 200
  /// A number in GET /stats by its path, such as "journal/unsettled".
  std::int64_t stat(const std::string& path) const;
  void pause() const { post("/lanes/all/pause"); }
  void resume() const { post("/lanes/all/resume"); }
  void wait_until_settled() const;

  double cpu_s() const;          ///< user and system time so far, all threads (10 ms steps)
  double precise_cpu_s() const;  ///< of the threads that live now, in nanosecond steps
  double rss_mb() const;         ///< resident now
  double peak_rss_mb() const;

 private:
  std::filesystem::path folder_;
  pid_t process_ = 0;
  tests::node_ports ports_;
};

}  // namespace acumage::bench
