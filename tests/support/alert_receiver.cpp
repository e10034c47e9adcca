#include "tests/support/alert_receiver.hpp"

#include <httplib.h>

#include <algorithm>
#include <chrono>

namespace acumage::tests {

namespace {

bool has_all(const std::string& body, const std::vector<std::string>& parts) {
  return std::all_of(parts.begin(), parts.end(),
                     [&](const std::string& part) { return body.find(part) != std::string::npos; });
}

}  // namespace

alert_receiver::alert_receiver(const certificate* own) : tls_{own != nullptr} {
  if (own != nullptr)
    server_ = std::make_unique<httplib::SSLServer>([own](SSL_CTX& context) {
      return SSL_CTX_use_certificate(&context, own->x509.get()) == 1 &&
             SSL_CTX_use_PrivateKey(&context, own->key.get()) == 1;
    });
  else
    server_ = std::make_unique<httplib::Server>();
  server_->Post("/s3cr3t", [this](const httplib::Request& asked, httplib::Response& said) {
    std::unique_lock lock{mutex_};
    bodies_.push_back(asked.target == "/s3cr3t?sig=a%2Bb" ? asked.body : "other: " + asked.target);
    news_.notify_all();
    news_.wait(lock, [this] { return status_ != 0 || ends_; });
    said.status = status_;
  });
  port_ = server_->bind_to_any_port("127.0.0.1");
  thread_ = std::thread{[this] { server_->listen_after_bind(); }};
  while (!server_->is_running()) std::this_thread::yield();  // before that a stop is not heard
}

alert_receiver::~alert_receiver() {
  {
    const std::lock_guard guard{mutex_};
    ends_ = true;
  }
  news_.notify_all();
  server_->stop();
  thread_.join();
}

std::string alert_receiver::url() const {
  return (tls_ ? "https://localhost:" : "http://127.0.0.1:") + std::to_string(port_) +
         "/s3cr3t?sig=a%2Bb";
}

void alert_receiver::answer_with(int status) {
  {
    const std::lock_guard guard{mutex_};
    status_ = status;
  }
  news_.notify_all();
}

std::vector<std::string> alert_receiver::bodies() const {
  const std::lock_guard guard{mutex_};
  return bodies_;
}

bool alert_receiver::wait_for(const std::function<bool(const std::vector<std::string>&)>& reached) {
  std::unique_lock lock{mutex_};
  return news_.wait_for(lock, std::chrono::seconds{30}, [&] { return reached(bodies_); });
}

bool alert_receiver::wait_for_parts(const std::vector<std::string>& parts) {
  return wait_for([&](const std::vector<std::string>& bodies) {
    return std::any_of(bodies.begin(), bodies.end(),
                       [&](const std::string& body) { return has_all(body, parts); });
  });
}

int alert_receiver::count_parts(const std::vector<std::string>& parts) const {
  const auto all = bodies();
  return static_cast<int>(std::count_if(
      all.begin(), all.end(), [&](const std::string& body) { return has_all(body, parts); }));
}

}  // namespace acumage::tests
