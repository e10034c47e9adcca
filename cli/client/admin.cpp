#include "cli/client/admin.hpp"

#include <utility>

namespace acumage::client {

namespace {

class node_access final : public admin_access {
 public:
  explicit node_access(std::unique_ptr<client> over) : over_{std::move(over)} {}

  result<http_reply> get(const std::string& target) override { return over_->get(target); }
  result<http_reply> post(const std::string& target, const std::string& json) override {
    return over_->post(target, json, "application/json");
  }
  result<http_reply> put(const std::string& target, const std::string& json) override {
    return over_->put(target, json);
  }
  result<http_reply> remove(const std::string& target) override { return over_->remove(target); }
  const std::string& name() const override { return over_->url(); }
  bool running() const override { return true; }

 private:
  std::unique_ptr<client> over_;
};

}  // namespace

error admin_refusal(const std::string& who, const http_reply& reply) {
  auto refusal = refusal_of(who, reply);
  if (reply.status == 401 && refusal.message.find("; expected") == std::string::npos)
    refusal.message += "; expected the node's admin.token, in the settings or with --token-file";
  return refusal;
}

result<std::string> body_of(const admin_access& from, const result<http_reply>& reply) {
  if (!reply) return reply.problem();
  if (reply->status >= 200 && reply->status < 300) return reply->body;
  return admin_refusal(from.name(), *reply);
}

result<std::unique_ptr<admin_access>> open_node(endpoint where) {
  auto over = client::to(std::move(where));
  if (!over) return over.problem();
  // This is the one route without a token. Its content does not matter, only that there is an
  // answer.
  if (const auto alive = (*over)->get("/livez"); !alive) return alive.problem();
  return std::unique_ptr<admin_access>{new node_access{std::move(*over)}};
}

}  // namespace acumage::client
