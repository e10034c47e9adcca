// All tables, the transactions that are not yet committed, and the records that were deleted.
#pragma once

#include "messages/result.hpp"
#include "simulator/acumatica/clock.hpp"
#include "simulator/acumatica/tables/table.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace acumage::simulator::acumatica {

/// What becomes of the notification of a write.
enum class push_fate : std::uint8_t {
  send,
  drop,  ///< lost before the first attempt: it appears nowhere
  lose,  ///< five attempts fail, then it is in the table of failed pushes
};

/// When the TimeStamp of a notification is taken. Which one Acumatica takes is not settled (PULL 6).
enum class push_stamp : std::uint8_t { statement, commit };

struct how {
  /// A row becomes visible, and is pushed, when its transaction commits; its LastModifiedOn is the
  /// statement's time.
  std::chrono::milliseconds commit_delay{0};
  push_fate push = push_fate::send;
  push_stamp stamp = push_stamp::statement;
  /// The statement's time instead of the clock's, as after an import.
  std::optional<moment> statement = std::nullopt;
};

/// One row of a transaction, when it commits.
struct changed_row {
  std::optional<row> before;
  std::optional<row> after;  ///< none: removed
};

struct transaction {
  entity of = entity::item;
  moment statement{};
  moment commit{};
  std::int64_t ticks = 0;  ///< the TimeStamp of its notification
  push_fate push = push_fate::send;
  std::vector<changed_row> rows;
  std::vector<std::string> keys;  ///< collated, of each row
};

struct deleted_record {
  std::string note_id;
  moment at{};
};

/// Thread-safe. What is visible is decided when it is read: each call first applies the commits that are due.
class database {
 public:
  explicit database(erp_clock& by);

  /// Called with each transaction that commits, in the order of commits, with the lock held.
  std::function<void(const transaction&)> on_commit;

  /// One transaction. A field that is not named keeps its value, of the newest version of the row,
  /// committed or not. The TimeStamp of its notification. errc::invalid: a column or value that is
  /// not one, or a key without a value.
  result<std::int64_t> write(entity of, const std::vector<fields>& rows, const how& way);
  /// errc::not_found: there is no such row.
  result<std::int64_t> remove(entity of, const std::vector<fields>& keys, const how& way);

  /// Adds rows without transactions and notifications.
  void append(entity of, std::vector<row> rows);
  /// Gives the first `count` rows, in the order of their keys, the same time of change. No
  /// notifications.
  void stamp_rows(entity of, std::size_t count, moment at);
  void erase_silently(entity of, const std::vector<fields>& keys);

  /// Calls `look` with the table as it is visible now, under the lock.
  void read(entity of, const std::function<void(const table&)>& look);
  std::vector<deleted_record> deleted(entity of);

  /// Applies the commits that are due. When the next one is due; no value: none waits.
  std::optional<moment> commit_due();

  /// Of a record, the same for ever: its id in REST and in the list of deleted records.
  static std::string note_id(entity of, std::string_view key);

 private:
  table& at(entity of) { return tables_.at(static_cast<std::size_t>(of)); }
  result<row> merged(entity of, const fields& from, moment statement);
  result<row> key_from(const schema& of, const fields& from) const;
  const row* newest(entity of, const std::string& key) const;
  std::int64_t enqueue(transaction made, const how& way);
  void apply_due();
  void apply(transaction& made);
  void forget_lost_pushes();

  erp_clock& clock_;
  std::mutex mutex_;
  std::vector<table> tables_;
  std::list<transaction> pending_;  ///< in the order of commits
  std::map<entity, std::deque<deleted_record>> deleted_;
};

}  // namespace acumage::simulator::acumatica
