// The internals of a ledger: the stores, and the small values that an operator sets.
#pragma once

#include "storage/stores.hpp"

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace acumage::storage {

class ledger::state {
 public:
  state(ledger_options options, std::unique_ptr<database> db)
      : in{std::move(options), std::move(db)} {}
  status load();
  /// errc::conflict when the folder is open for reading only.
  status may_write() const;

  stores in;
  mutable std::mutex values_mutex;  ///< taken after the append lock, where both are held
  switch_board switches;
  std::optional<replay_job> job;

 private:
  status load_switches();
  status load_job();
};

}  // namespace acumage::storage
