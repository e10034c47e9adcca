#include "tests/process/node_process.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <sys/wait.h>
#include <csignal>
#include <thread>
#include <utility>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

httplib::Client client(std::uint16_t port) {
  httplib::Client to{"127.0.0.1", port};
  to.set_tcp_nodelay(true);
  to.set_read_timeout(20);
  return to;
}

http_answer answer(const httplib::Result& result) {
  if (!result) return {};
  return {result->status, result->body};
}

}  // namespace

finished run_program(const std::vector<std::string>& arguments) {
  const temp_dir folder;
  auto words = arguments;
  words.insert(words.begin(), ACUMAGE_PROGRAM);
  const auto child = spawn(std::move(words), folder.path());
  int how = 0;
  ::waitpid(child, &how, 0);
  finished end;
  end.code = WIFEXITED(how) ? WEXITSTATUS(how) : -1;
  end.signal = WIFSIGNALED(how) ? WTERMSIG(how) : 0;
  end.out = text_of(folder / "out");
  end.err = text_of(folder / "err");
  return end;
}

node_process::node_process(std::string store_url, std::map<std::string, std::string> settings)
    : settings_{std::move(settings)}, program_{ACUMAGE_PROGRAM} {
  settings_.insert({
      {"connection.magento_url", std::move(store_url)},
      {"connection.bearer_token", "simulator-token"},
      {"queue.process_sleep_time", "0"},
      {"entities.pricing", "true"},
      {"intake.port", "0"},
      {"admin.port", "0"},
      {"storage.path", data()},
      {"delivery.probe_interval", "1"},
      {"connection.check_interval", "0"},  // what reaches the store is what a test makes happen
      {"delivery.settle_time", "0"},
      {"delivery.backoff_base", "0.05"},
  });
  write_settings(config(), settings_);
}

void node_process::set(const std::string& key, const std::string& value) {
  settings_[key] = value;
  write_settings(config(), settings_);
}

finished node_process::command(std::vector<std::string> words) const {
  words.insert(words.end(), {"--admin", "http://127.0.0.1:" + std::to_string(admin_port())});
  if (words.front() == "send")
    words.insert(words.end(), {"--intake", "http://127.0.0.1:" + std::to_string(intake_port())});
  words.insert(words.end(), {"--config", config()});
  return run_program(words);
}

node_process::~node_process() {
  if (reserve_ != 0) {
    ::kill(reserve_, SIGKILL);
    ::waitpid(reserve_, nullptr, 0);
  }
  if (process_ != 0) kill();
}

void node_process::use(std::string program, std::string variable) {
  program_ = std::move(program);
  variable_ = std::move(variable);
}

void node_process::start() { REQUIRE_MESSAGE(starts(), log()); }

void node_process::begin() {
  process_ = spawn({program_, "run", "--config", config()}, folder_.path(), variable_);
}

bool node_process::starts() {
  begin();
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (std::chrono::steady_clock::now() < deadline) {
    if (const auto listening = ports_in(folder_.path())) {
      ports_ = *listening;
      return true;
    }
    if (wait(5ms) != -2) return false;
  }
  FAIL("the node did not start in time: " << log());
  return false;
}

void node_process::signal(int number) { ::kill(process_, number); }

void node_process::kill() {
  signal(SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = 0;
}

int node_process::stop() {
  signal(SIGTERM);
  return wait(60s);
}

int node_process::wait(std::chrono::milliseconds at_most) {
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  for (;;) {
    int how = 0;
    if (::waitpid(process_, &how, WNOHANG) == process_) {
      process_ = 0;
      return WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
    }
    if (std::chrono::steady_clock::now() >= deadline) return -2;
    std::this_thread::sleep_for(2ms);  // a child's end cannot be waited for with a limit otherwise
  }
}

void node_process::start_standby() {
  reserve_folder_ = folder_ / ("standby-" + std::to_string(++reserves_));
  std::filesystem::create_directory(reserve_folder_);
  reserve_ =
      spawn({program_, "run", "--standby", "--config", config()}, reserve_folder_, variable_);
}

std::chrono::milliseconds node_process::take_over() {
  const auto began = std::chrono::steady_clock::now();
  REQUIRE(process_ == 0);
  process_ = std::exchange(reserve_, 0);
  REQUIRE_MESSAGE(wait_for(
                      [&] {
                        const auto listening = ports_in(reserve_folder_);
                        if (listening) ports_ = *listening;
                        return listening.has_value();
                      },
                      60s),
                  standby_log());
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               began);
}

void node_process::signal_standby(int number) { ::kill(reserve_, number); }

int node_process::stop_standby() {
  signal_standby(SIGTERM);
  int how = 0;
  ::waitpid(std::exchange(reserve_, 0), &how, 0);
  return WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
}

std::string node_process::standby_log() const { return text_of(reserve_folder_ / "err"); }

std::string node_process::log() const { return text_of(folder_ / "err"); }

http_answer node_process::push(const std::string& body) {
  return answer(client(intake_port()).Post("/push", body, "application/json"));
}

http_answer node_process::changes(const std::string& body, const std::string& query) {
  const auto path = "/changes" + query;
  return answer(client(intake_port()).Post(path.c_str(), body, "application/x-ndjson"));
}

http_answer node_process::get(const std::string& path) {
  return answer(client(admin_port()).Get(path.c_str()));
}

http_answer node_process::post(const std::string& path, const std::string& body) {
  return answer(client(admin_port()).Post(path.c_str(), body, "application/json"));
}

std::int64_t node_process::stat(const std::string& path) {
  return stat_of(admin_port(), path).value_or(-1);
}

bool node_process::wait_for(const std::function<bool()>& reached,
                            std::chrono::milliseconds at_most) {
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  while (!reached()) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(20ms);  // another process's state: nothing to be woken by
  }
  return true;
}

std::string price_notification(const std::string& id, std::uint64_t stamp,
                               const std::vector<std::string>& rows) {
  std::string inserted;
  for (const auto& row : rows) inserted += (inserted.empty() ? "" : ",") + row;
  return R"({"Inserted":[)" + inserted +
         R"(],"Deleted":[],"Query":"MC Price","CompanyId":"Northwind","Id":")" + id +
         R"(","TimeStamp":)" + std::to_string(stamp) + "}";
}

}  // namespace acumage::tests
