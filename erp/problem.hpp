// Why Acumatica gave no usable answer, and a value or such a problem.
#pragma once

#include "http/client.hpp"

#include <cassert>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace acumage::erp {

enum class trouble : std::uint8_t {
  sign_in_refused,  ///< never repeated with the same client: a loop locks the account
  no_seat,          ///< all sessions of the licence or user are taken
  forbidden,        ///< the user has no right to the form
  throttled,        ///< above the requests that the licence allows
  transport,      ///< no answer, or one that cannot be Acumatica's; the same request may work later
  too_large,      ///< the answer is above max_body
  configuration,  ///< the same request will never work
  absent,         ///< the record does not exist, or the inquiry has no rows at all
  clock,          ///< the ERP's time is unknown, or off by more than 10 minutes
  interrupted,
};

std::string_view to_string(trouble kind);

/// Contains no secret.
struct problem {
  trouble kind = trouble::transport;
  std::string message;                          ///< "where: what is wrong"
  std::string remedy;                           ///< what an administrator should do
  std::chrono::seconds not_before{0};           ///< how long to wait before the next request
  http::carried how = http::carried::answered;  ///< why there was no answer at all
};

template <class T>
class [[nodiscard]] expected {
 public:
  expected(T value) : state_{std::in_place_index<0>, std::move(value)} {}
  expected(erp::problem what) : state_{std::in_place_index<1>, std::move(what)} {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& operator*() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& operator*() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& operator*() && { return std::move(**this); }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  const erp::problem& problem() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, erp::problem> state_;
};

struct nothing {};

}  // namespace acumage::erp
