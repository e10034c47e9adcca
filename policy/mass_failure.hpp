// Whether a lane fails as a whole, so that it is held instead of filling the dead letters (SPEC 6).
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace acumage::policy {

/// What failures have in common: the HTTP status and the store's message, without letter case, the
/// row's key and digits. "200", "SKU = A-1, Store ID: 99", "A-1" and "200", "SKU = B-7, Store ID:
/// 98", "B-7" agree.
std::string cause_of(int status, std::string_view words, std::string_view key);

/// Watches one lane's rows, each judged by an answer about itself. Outages and parked records are
/// not reported to it. Trips when, of the last 50 distinct keys (at least 20), more than half
/// failed for the same cause, or when several rows that were alone in their requests met a lock and
/// nothing succeeded in between.
class mass_failure {
 public:
  static constexpr std::size_t window = 50;
  static constexpr std::size_t at_least = 20;
  static constexpr std::size_t alone_allowed = 3;  ///< keys; with the last of them it trips

  /// An attempt of the key failed, whether or not that makes a dead letter. No effect once it has
  /// tripped.
  void failed(const std::string& key, int status, const std::string& words);
  /// … in a request of its own, with an answer of the deadlock family (REST.md 11).
  void locked_alone(const std::string& key, int status, const std::string& words);
  void delivered(const std::string& key);

  /// Whether it has tripped. Until release() no failure counts against a row.
  bool held() const { return held_; }
  /// "200: Requested store is not found …", the message of the row that tripped it; empty: not
  /// held.
  const std::string& cause() const { return words_; }
  /// A trial succeeded, or an operator resumed the lane: starts from scratch.
  void release();

 private:
  struct seen {
    std::string key;
    std::string cause;  // empty: delivered
  };

  void remember(const std::string& key, std::string cause);
  void forget(std::list<seen>::iterator which);
  void trip(const std::string& words);

  std::list<seen> last_;  // oldest first, one per key
  std::unordered_map<std::string, std::list<seen>::iterator> places_;
  std::map<std::string, std::size_t> causes_;
  std::map<std::string, std::set<std::string>> alone_;  // cause -> keys, since the last success
  bool held_ = false;
  std::string words_;
};

}  // namespace acumage::policy
