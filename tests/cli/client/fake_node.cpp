#include "tests/cli/client/fake_node.hpp"

#include <httplib.h>

#include <utility>

namespace acumage::tests {

fake_node::fake_node(std::function<told(const asked&)> answer)
    : answer_{std::move(answer)}, server_{std::make_unique<httplib::Server>()} {
  server_->set_tcp_nodelay(true);
  const auto handle = [this](const httplib::Request& from, httplib::Response& to) {
    const std::lock_guard guard{mutex_};
    requests_.push_back({from.method, from.target, from.body, from.get_header_value("Content-Type"),
                         from.get_header_value("Authorization"),
                         from.get_header_value("X-Acumage-Signature")});
    const auto says = answer_(requests_.back());
    to.status = says.status;
    if (!says.retry_after.empty()) to.set_header("Retry-After", says.retry_after);
    to.set_content(says.body, "application/json");
  };
  server_->Get(".*", handle);
  server_->Post(".*", handle);
  server_->Put(".*", handle);
  server_->Delete(".*", handle);
  port_ = server_->bind_to_any_port("127.0.0.1");
  thread_ = std::thread{[this] { server_->listen_after_bind(); }};
  while (!server_->is_running()) std::this_thread::yield();
}

fake_node::~fake_node() {
  server_->stop();
  thread_.join();
}

std::string fake_node::url() const { return "http://127.0.0.1:" + std::to_string(port_); }

std::vector<asked> fake_node::requests() const {
  const std::lock_guard guard{mutex_};
  return requests_;
}

}  // namespace acumage::tests
