// The real program as a child process, and the little that the tests ask it over HTTP.
#pragma once

#include "tests/support/child_node.hpp"
#include "tests/support/temp_dir.hpp"

#include <sys/types.h>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace acumage::tests {

struct finished {
  int code = -1;  ///< exit code; -1: ended by a signal
  int signal = 0;
  std::string out;
  std::string err;
};

/// Runs the program to its end. `stdin` is empty.
finished run_program(const std::vector<std::string>& arguments);

struct http_answer {
  int status = 0;  ///< 0: no answer
  std::string body;
};

/// `acumage run` on free ports. The data folder stays when the process is killed.
class node_process {
 public:
  /// `settings`: section.key -> value. The lane `pricing` is on and sends whenever something waits, unless
  /// they say otherwise.
  node_process(std::string store_url, std::map<std::string, std::string> settings = {});
  ~node_process();
  node_process(const node_process&) = delete;
  node_process& operator=(const node_process&) = delete;

  /// Another build of the program, with a variable of its environment ("NAME=value"); before start().
  void use(std::string program, std::string variable);
  void start();
  /// As start(); false when the process ended before it listened.
  bool starts();
  void begin();  ///< as start(), and does not wait for it to listen
  /// Changes a setting in the file, for the next start.
  void set(const std::string& key, const std::string& value);
  void kill();  ///< SIGKILL, and waits
  int stop();   ///< SIGTERM, and waits: the exit code
  void signal(int number);

  /// `acumage run --standby` with the same settings, beside this node or instead of it.
  void start_standby();
  /// The standby is the node from now on; waits until it listens. Returns how long that took.
  std::chrono::milliseconds take_over();
  void signal_standby(int number);
  int stop_standby();  ///< SIGTERM, and waits: the exit code
  std::string standby_log() const;

  /// The exit code once it has ended by itself; -2: not within `at_most`.
  int wait(std::chrono::milliseconds at_most);

  std::uint16_t intake_port() const { return ports_.intake; }
  std::uint16_t admin_port() const { return ports_.admin; }
  pid_t process() const { return process_; }
  std::string log() const;  ///< all that was written to stderr
  std::string config() const { return (folder_ / "config.ini").string(); }
  std::string data() const { return (folder_ / "data").string(); }

  /// A command of the program that is told which node is meant.
  finished command(std::vector<std::string> words) const;

  http_answer push(const std::string& body);
  http_answer changes(const std::string& body, const std::string& query = "");
  http_answer get(const std::string& path);
  http_answer post(const std::string& path, const std::string& body = "");
  /// A number in GET /stats by its path, such as "journal/unsettled"; -1: not there.
  std::int64_t stat(const std::string& path);
  /// Waits until `reached` holds, asking every 20 ms; false: it did not within `at_most`.
  bool wait_for(const std::function<bool()>& reached,
                std::chrono::milliseconds at_most = std::chrono::seconds{30});
  bool wait_until_settled() {
    return wait_for([this] { return stat("journal/unsettled") == 0; });
  }

 private:
  temp_dir folder_;
  std::filesystem::path reserve_folder_;
  pid_t reserve_ = 0;
  int reserves_ = 0;
  std::map<std::string, std::string> settings_;
  std::string program_;
  std::string variable_;
  pid_t process_ = 0;
  node_ports ports_;
};

/// A push notification with these price rows (JSON objects).
std::string price_notification(const std::string& id, std::uint64_t stamp,
                               const std::vector<std::string>& rows);

}  // namespace acumage::tests
