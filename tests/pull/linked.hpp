// A run against the simulated Acumatica over HTTP, one step at a time.
#pragma once

#include "model.hpp"
#include "pull/erp_link.hpp"
#include "simulator/acumatica/erp.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace acumage::tests {

namespace sim = simulator::acumatica;

/// The ERP, a real session with it, a journal, and the memory of a lane.
class linked {
 public:
  /// `adapt` changes how the session is opened and what is read.
  explicit linked(sim::options setup = {},
                  const std::function<void(pull::erp_link_options&)>& adapt = {});

  sim::erp erp;
  pull_rig rig;
  std::unique_ptr<pull::erp_session> session;

  void write(const std::string& sku, const std::string& price, const sim::how& way = {});
  /// Moves the ERP's clock. The session is signed out, as after each job, so that the next one learns
  /// the time.
  void step(std::chrono::seconds by);
  /// To its end, or until it wants to wait.
  pull_job run(pull_job what);
  pull_job run(pull_scope scope) { return run(rig.job(scope)); }
  /// Goes on with the job that waits.
  pull_job go_on();
  /// How long the job wants to wait.
  std::chrono::milliseconds rest() const { return rest_; }
  /// What the lane knows by now: SKU -> price, as numbers.
  std::map<std::string, double> known();
  /// What the ERP has.
  std::map<std::string, double> truth() const;
  /// How often each key was put into the journal.
  std::map<std::string, int> accepted() const;

 private:
  pull::neighbours with_;
  std::unique_ptr<pull::run> going_;
  std::chrono::milliseconds rest_{0};
};

sim::fault fault_of(sim::trouble what, std::int64_t value = 0, std::string where = {});

}  // namespace acumage::tests
