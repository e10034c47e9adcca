// What is remembered to judge lost notifications: the rows, recent pushes, and the node's refusals.
#pragma once

#include "messages/lost_push.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::pull {

/// The newest lost notifications, by TimeStamp and hook.
class lost_push_rows {
 public:
  using key = std::pair<std::uint64_t, std::string>;
  static constexpr std::size_t most = 2'000;

  static key key_of(const lost_push& what) { return {what.at, what.hook_id}; }
  /// Also those that were there, and have been forgotten because there were too many.
  bool knows(const lost_push& what) const;
  void put(known_lost_push what);
  /// Those that are too many, oldest first; they are forgotten with drop().
  std::vector<known_lost_push> surplus(std::size_t added) const;
  void drop(const std::vector<known_lost_push>& which);
  std::map<key, known_lost_push>& all() { return all_; }
  const std::map<key, known_lost_push>& all() const { return all_; }

 private:
  std::map<key, known_lost_push> all_;
};

/// The last notifications that were accepted: one that is accepted, and whose answer is lost, is not
/// lost.
class recent_pushes {
 public:
  void note(std::string_view query, std::uint64_t stamp);
  bool has(std::string_view query, std::uint64_t stamp) const;

 private:
  struct push {
    std::uint64_t stamp = 0;
    std::size_t query = 0;  ///< hash of its folded name
  };
  std::array<push, 4'096> ring_{};
  std::size_t next_ = 0;
};

/// When this node answered notifications with 5xx.
class refused_pushes {
 public:
  void note(int status, std::int64_t now_us);
  /// "; the node answered 503 between … and …", if it did so around this time.
  std::string words_around(std::int64_t at_us) const;

 private:
  struct period {
    std::int64_t first_us;
    std::int64_t last_us;
    int status;
  };
  std::deque<period> periods_;
};

}  // namespace acumage::pull
