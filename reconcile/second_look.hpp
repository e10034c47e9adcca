// The keys that differed at the first look, until a second one, a minute later, shows which still do.
#pragma once

#include "messages/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::reconcile {

/// First note() for each key, then, from due() on, next() until it is empty. A key still counts
/// only if it differs at the second look, whose values are reported. Used by one thread.
class second_look {
 public:
  using time_point = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds least_wait{60};
  static constexpr std::size_t most_in_memory = 10'000;

  /// Further keys are written to `spill`, a file of mode 0600, which replaces one that a killed
  /// process left and is removed at the end.
  explicit second_look(std::string spill, std::size_t in_memory = most_in_memory);
  ~second_look();
  second_look(const second_look&) = delete;
  second_look& operator=(const second_look&) = delete;

  status note(std::string key, time_point now);
  std::uint64_t noted() const { return noted_; }
  /// When the second look may begin: a minute after the last first one. Empty: nothing differed.
  std::optional<time_point> due() const;
  /// The next keys in their order; empty: there are no more. No key may be noted after it.
  result<std::vector<std::string>> next(std::size_t limit);

 private:
  struct closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  status write(const std::string& key);
  result<std::string> read();
  error failed() const;

  std::string path_;
  std::size_t in_memory_;
  std::vector<std::string> keys_;
  std::unique_ptr<std::FILE, closer> spilled_;
  std::optional<time_point> last_;
  std::uint64_t noted_ = 0;
  std::uint64_t taken_ = 0;
};

}  // namespace acumage::reconcile
