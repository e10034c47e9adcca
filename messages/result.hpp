// A value, or the error that explains its absence; errors are returned, never only logged.
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace acumage {

enum class errc : std::uint8_t {
  invalid,         ///< input that does not parse or breaks a rule
  not_found,       ///< the named thing does not exist
  conflict,        ///< the present state does not allow it
  full,            ///< a limit is reached; try later
  too_large,       ///< one request alone is above a limit; trying later does not help
  unavailable,     ///< a neighbour does not answer
  storage_failed,  ///< the disk or the database failed
  damaged,         ///< stored bytes cannot be read
  unsupported,     ///< a format or version that this build does not know
};

std::string_view to_string(errc code);

/// Message in the form "where: what is wrong; what was expected". `at` is a place in the input
/// ("line 3, column 14"), empty when there is none.
struct error {
  errc code = errc::invalid;
  std::string message;
  std::string at;
};

template <class T>
class [[nodiscard]] result {
 public:
  result(T value) : state_{std::in_place_index<0>, std::move(value)} {}
  result(error problem) : state_{std::in_place_index<1>, std::move(problem)} {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const error& problem() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, error> state_;
};

struct nothing {};

/// For calls that have no value to return.
using status = result<nothing>;
inline status done() { return nothing{}; }

}  // namespace acumage
