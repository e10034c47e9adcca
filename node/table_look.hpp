// Checks all tables of the data folder once after the process has started, in the background.
#pragma once

#include "messages/log.hpp"
#include "node/table_report.hpp"
#include "storage/ledger.hpp"

#include <atomic>
#include <memory>
#include <thread>

namespace acumage::node {

/// On a separate thread, at the lowest priority.
class table_look {
 public:
  table_look(const storage::ledger& in, std::shared_ptr<table_report> to, log_function log);
  /// Waits for the table that is being read.
  ~table_look();
  table_look(const table_look&) = delete;
  table_look& operator=(const table_look&) = delete;

  void stop() { stopped_ = true; }

 private:
  std::atomic<bool> stopped_{false};
  std::thread thread_;
};

}  // namespace acumage::node
