// The jobs that read from Acumatica, and how far each entity has been read.
#pragma once

#include "messages/pull.hpp"
#include "messages/result.hpp"
#include "storage/database.hpp"

#include <array>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace acumage::storage {

std::string encode(const pull_job& job);
std::optional<pull_job> decode_pull(std::string_view bytes);

/// Thread-safe. Ended jobs are kept up to a number, then the oldest is removed.
class pull_log {
 public:
  static constexpr std::size_t most_ended = 100;

  status load(const database& db);
  /// Adds the job, and the mark that its end moves, to a write; `saved` follows the write.
  void put(write_batch& batch, const pull_job& job) const;
  void saved(const pull_job& job);

  std::vector<pull_job> jobs() const;  ///< oldest first
  pull_mark mark(entity which) const;

 private:
  pull_mark mark_after(const pull_job& job) const;  // the caller holds mutex_

  mutable std::mutex mutex_;
  std::map<std::string, pull_job> jobs_;  // by id, which grow
  std::array<pull_mark, entity_count> marks_{};
};

}  // namespace acumage::storage
