// Filters of dead letters and history as names and values: query parameters, members of a body,
// flags of the command line (SPEC 9 and the end of 11).
#pragma once

#include "api/http/message.hpp"
#include "messages/dead_letter.hpp"
#include "messages/result.hpp"
#include "messages/trace.hpp"
#include "messages/waiting.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace acumage::api {

/// The parameters of every changing order in addition to its selection. An order without a
/// selection is refused (SPEC 2.11): it needs a filter with a value, or `all`. With both, the
/// filters apply.
struct order_request {
  bool all = false;
  bool dry_run = false;
};

enum class letter_verb { list, count, replay, close, reopen };

struct letter_request : order_request {
  letter_filter filter;
  std::size_t limit = 100;  ///< list: 1 to 1000
  std::uint64_t from_id = 0;
  bool whole = false;      ///< list: including rows, request and attempts
  bool force = false;      ///< replay
  std::uint32_t rate = 0;  ///< replay: dead letters per second; 0: no limit
  std::string note;        ///< close
};

/// Names: entity, key, class, state (also `any`), status, text, since, until, id (repeatable); with list
/// also limit, cursor and whole, with replay all, dry_run, force and rate, with close all, dry_run and note, with
/// reopen all and dry_run; its state is resolved, discarded or any, which is the default.
/// errc::invalid names parameter, value and what was expected: unknown names, values out of range, an empty
/// filter, a name given twice, an order without a selection.
result<letter_request> read_letter_request(const name_values& given, letter_verb verb);

/// For routes whose path selects everything: only dry_run. Errors as above.
result<bool> read_dry_run(const name_values& given);

struct history_request {
  history_filter filter;
  std::size_t limit = 100;  ///< 1 to 1000
  std::string cursor;       ///< empty: from the newest
};

/// Names: entity, key, outcome, status, text, since, until, limit, cursor. Errors as above.
result<history_request> read_history_request(const name_values& given);

/// Names: key (which must be given, and is no glob), entity, at, live, limit, cursor.
result<trace_question> read_trace_request(const name_values& given);

enum class waiting_verb { list, order };

struct waiting_request : order_request {
  waiting_filter filter;
  std::size_t limit = 100;  ///< list: 1 to 1000
  std::string cursor;       ///< list; empty: from the first
};

/// Names: entity, key, state; with list also limit and cursor, with order all and dry_run. Errors as above.
result<waiting_request> read_waiting_request(const name_values& given, waiting_verb verb);

struct republish_request : order_request {
  republish_filter filter;
};

/// Names: entity, key, all, dry_run. Errors as above.
result<republish_request> read_republish_request(const name_values& given);

struct forget_request : order_request {
  forget_filter filter;
};

/// Names: entity, key, all, dry_run. Errors as above.
result<forget_request> read_forget_request(const name_values& given);

/// For routes without parameters: errc::invalid names the first one given.
status expect_no_values(const name_values& given);

}  // namespace acumage::api
