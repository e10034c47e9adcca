// The node's part of pulling: how jobs reach the lanes and the journal.
#include "node/parts.hpp"
#include "node/pulling.hpp"
#include "settings/wall_clock.hpp"

#include <utility>

namespace acumage::node {

namespace {

constexpr std::chrono::seconds lane_compares{30};
constexpr std::chrono::milliseconds lane_takes_in{500};  // then the job asks again

}  // namespace

void node::parts::start_pulling() {
  if (!pulls_from_erp(with_)) return;
  pull::neighbours with{
      .ledger = *ledger_,
      .observe =
          [this](entity which, const observe_rows& rows) {
            return pipeline_->observe(which, rows, lane_compares);
          },
      .submit = [this](submission what) { return gate_->submit(std::move(what)); },
      .taken_in =
          [this](entity which) {
            return shared_->taken_in.wait(which, ledger_->bounds(which).second,
                                          std::chrono::steady_clock::now() + lane_takes_in);
          },
      .aliases = [this] { return reading_->aliases; },
      .now_us = settings::wall_us};
  puller_ = std::make_unique<pull::puller>(
      puller_options_of(with_), std::move(with),
      [how = erp_link_options_of(with_)] { return pull::link_to_erp(how); }, log_);
}

result<pull_job> node::parts::start_pull(const pull_job& order) {
  if (!puller_) return no_erp();
  return puller_->order(order);
}

std::vector<pull_job> node::parts::pulls() const {
  return puller_ ? puller_->jobs() : ledger_->pulls();
}

std::optional<pull_job> node::parts::wait_for_pull(const std::string& id,
                                                   std::chrono::milliseconds at_most) const {
  return puller_ ? puller_->wait(id, at_most) : std::nullopt;
}

status node::parts::cancel_pull(const std::string& id) {
  if (!puller_) return no_erp();
  return puller_->cancel(id);
}

}  // namespace acumage::node
