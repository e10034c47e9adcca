#include "cli/watch/asker.hpp"

#include "cli/client/admin.hpp"
#include "cli/client/json.hpp"

#include <csignal>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace acumage::watch {

namespace {

int new_descriptor() {
  const int made = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (made < 0) throw std::system_error{errno, std::generic_category(), "eventfd"};
  return made;
}

}  // namespace

result<client::stats_figures> look_at(client::client& node) {
  const auto reply = node.get("/stats");
  if (!reply) return reply.problem();
  if (reply->status != 200) return client::admin_refusal(node.url(), *reply);
  return client::read_stats(reply->body);
}

result<std::string> carry_out(client::client& node, const lane_request& what) {
  const auto reply = node.post("/lanes/" + what.lane + "/" + std::string{to_string(what.order)}, {},
                               "application/json");
  if (!reply) return reply.problem();
  if (reply->status != 200) return client::admin_refusal(node.url(), *reply);
  client::json_document document;
  const auto* const root = document.read(reply->body);
  return root == nullptr ? std::string{} : client::text_of(*root, "state");
}

node_asker::node_asker(client::client& node)
    : node_{node}, descriptor_{new_descriptor()}, thread_{[this] { work(); }} {}

node_asker::~node_asker() {
  {
    const std::lock_guard guard{mutex_};
    ends_ = true;
  }
  asked_.notify_one();
  node_.interrupt();
  thread_.join();
  ::close(descriptor_);
}

void node_asker::ask(std::optional<lane_request> what) {
  {
    const std::lock_guard guard{mutex_};
    questions_.push_back(std::move(what));
  }
  asked_.notify_one();
}

std::vector<node_answer> node_asker::answers() {
  const std::lock_guard guard{mutex_};
  eventfd_t ignored = 0;
  ::eventfd_read(descriptor_, &ignored);
  return std::exchange(answers_, {});
}

void node_asker::work() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);  // the drawing thread takes them
  std::unique_lock lock{mutex_};
  for (;;) {
    asked_.wait(lock, [this] { return ends_ || !questions_.empty(); });
    if (ends_) return;
    node_answer answer{.at = {}, .request = std::move(questions_.front())};
    questions_.pop_front();
    lock.unlock();
    if (answer.request)
      answer.lane_state = carry_out(node_, *answer.request);
    else
      answer.figures = look_at(node_);
    answer.at = std::chrono::steady_clock::now();
    lock.lock();
    answers_.push_back(std::move(answer));
    ::eventfd_write(descriptor_, 1);
  }
}

}  // namespace acumage::watch
