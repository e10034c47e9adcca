// Random writes in the ERP, lost pushes, late commits, pulls and kills; then the store is held against the ERP.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace acumage::tests {

/// The node believes that no transaction is open for longer than 60 s (acumatica.lag and overlap).
struct pull_world {
  std::uint32_t seed = 1;
  int steps = 100;
  int kills = 4;
  std::chrono::seconds longest{40};  ///< a transaction
};

struct pull_outcome {
  std::size_t writes = 0;
  std::size_t unpushed = 0;  ///< of these, without a push that could arrive
  std::size_t pulls = 0;
  std::size_t kills = 0;
  /// Values of the store that are not those of the ERP after the last delta.
  std::size_t lost = 0;
  /// Of these, those that a run over all rows did not mend.
  std::size_t unmended = 0;
  /// Writes to the store of an older value than the one before, which only a reading can have brought.
  std::size_t overwritten = 0;
};

/// Real time, the real program; the ERP's clock is stepped. Fails the test case where a job fails.
pull_outcome play(const pull_world& how);

/// ACUMAGE_SEED, or one of its own, which is shown.
std::uint32_t seed_of_world();

}  // namespace acumage::tests
