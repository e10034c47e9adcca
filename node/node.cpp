#include "node/node.hpp"

#include "node/parts.hpp"

#include <utility>

namespace acumage::node {

node::node(std::unique_ptr<parts> all) : all_{std::move(all)} {}
node::~node() { stop(); }

result<std::unique_ptr<node>> node::start(settings::settings with, node_outlets to, listening at) {
  auto all = std::make_unique<parts>(std::move(with), std::move(to), std::move(at.figures));
  if (auto opened = all->open_storage(); !opened) return opened.problem();
  all->start_actors();
  all->watch_lost_pushes();
  auto alerts = std::move(at.alerts);
  auto untaken = std::move(at.untaken_alerts);
  all->start_pulling();
  all->start_reconciler();
  all->start_first_load_job();
  all->start_backups();
  if (auto listening = all->listen(std::move(at)); !listening) return listening.problem();
  all->watch_alerts(std::move(alerts), std::move(untaken));
  return std::unique_ptr<node>{new node{std::move(all)}};
}

std::uint16_t node::intake_port() const { return all_->intake_port(); }
std::uint16_t node::admin_port() const { return all_->admin_port(); }
api::node_port& node::port() { return *all_; }
void node::show(const settings::settings& in_force) { all_->show(in_force); }
void node::stop() { all_->stop(); }
bool node::answers(std::chrono::milliseconds at_most) const { return all_->answers(at_most); }
listening node::hand_over() { return all_->hand_over(); }

}  // namespace acumage::node
