// What a pull needs of Acumatica: one session at a time, rows page by page or by key.
#pragma once

#include "messages/connection_report.hpp"
#include "messages/entity.hpp"
#include "messages/lost_push.hpp"
#include "messages/result.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace acumage::pull {

/// [from, until) in ticks; empty: no bound.
struct window {
  std::optional<std::uint64_t> from;
  std::optional<std::uint64_t> until;
};

struct page {
  std::vector<std::string> rows;  ///< flat JSON objects, without those of the page before
  std::uint64_t asked_at = 0;     ///< the ERP's time when the page was requested, in ticks
  bool last = false;
  std::string resume;                       ///< goes on after this page
  std::vector<std::uint64_t> changed = {};  ///< when each row changed, in ticks; 0: not known
};

/// What went wrong, by what follows from it (PULL.md 7.7).
enum class trouble : std::uint8_t {
  again,      ///< no answer, or none of Acumatica: the same page again, for an hour
  throttled,  ///< too many requests: as `again`
  no_seat,    ///< no session is free: again, at growing intervals
  fatal,      ///< a setting or a right: the job fails; another try would not help
  stopped,    ///< interrupted
};

struct problem {
  trouble kind = trouble::again;
  std::string message;
  std::chrono::seconds not_before{0};
};

template <class T>
using outcome = std::variant<T, problem>;

/// Pages of one inquiry, by key, inside a window.
class row_source {
 public:
  virtual ~row_source() = default;
  virtual outcome<page> next() = 0;
};

/// One session with Acumatica; for one thread, interrupt() aside.
class erp_session {
 public:
  virtual ~erp_session() = default;
  /// The ERP's time, in ticks; signs in where that is necessary.
  virtual outcome<std::uint64_t> now() = 0;
  /// `resume` as in a page; empty: from the first row.
  virtual std::unique_ptr<row_source> read(entity which, const window& of,
                                           const std::string& resume) = 0;
  /// The rows of one record; none: the ERP does not have it.
  virtual outcome<page> by_key(entity which, const std::string& key) = 0;
  /// Whether the inquiry has any row, whenever it changed.
  virtual outcome<bool> has_rows(entity which) = 0;
  /// About how many rows the inquiry has, in a few small requests.
  virtual outcome<std::uint64_t> count_rows(entity which) = 0;
  /// What is wrong between here and Acumatica; signs out at the end.
  virtual connection_report test() = 0;
  /// The notifications that it could not deliver, from this TimeStamp on.
  virtual outcome<std::vector<lost_push>> lost_pushes(std::uint64_t since) = 0;
  virtual void sign_out() = 0;
  virtual std::uint64_t requests() const = 0;
  virtual std::uint64_t waited_ms() const = 0;
  /// From any thread: what is in progress ends as `stopped`.
  virtual void interrupt() = 0;
  /// From any thread: why the sign-in was refused, which this session never tries again; empty: it
  /// was not.
  virtual std::string refusal() const = 0;
};

}  // namespace acumage::pull
