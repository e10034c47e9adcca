// Who is signed in: sessions as seats, tokens and the sessions they open, failed passwords.
#pragma once

#include "simulator/acumatica/clock.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::simulator::acumatica {

struct session_counts {
  std::uint64_t sign_ins =
      0;  ///< sessions that were opened, by cookie or by the first use of a token
  std::uint64_t sign_outs = 0;  ///< of these, those that their owner closed
  std::uint64_t tokens = 0;     ///< issued
  std::uint64_t refused = 0;    ///< "API Login Limit"
  std::uint64_t wrong_passwords = 0;
  std::size_t open = 0;
  std::size_t peak = 0;
};

/// Someone whom the ERP recognised.
struct signed_in {
  std::string session;  ///< empty: HTTP Basic, which needs no seat
  std::string tenant;
};

enum class denial : std::uint8_t { unknown, no_seat };

/// Thread-safe. A session that was idle for too long is closed when the next call looks.
class session_book {
 public:
  explicit session_book(const erp_clock& by) : clock_{by} {}

  std::chrono::seconds idle{600};
  std::chrono::seconds token_life{3600};

  /// The new session's id. `seats` are those that are left for us; `ends_oldest`: a surplus sign-in
  /// closes the oldest session instead of being refused.
  std::optional<std::string> open(const std::string& tenant, unsigned seats, bool ends_oldest);
  std::optional<signed_in> by_cookie(const std::string& session);

  std::string issue_token(const std::string& tenant);
  /// Opens the token's session if it has none.
  struct by_token_answer {
    std::optional<signed_in> who;
    denial why = denial::unknown;
  };
  by_token_answer by_token(const std::string& token, unsigned seats, bool ends_oldest);

  /// The owner signs out. false: there is no such session.
  bool close_cookie(const std::string& session);
  bool close_token(const std::string& token);
  /// The ERP ends it.
  void kill(const std::string& session);
  void kill_all();
  void forget_token(const std::string& token);

  /// Counts a wrong password; true: the account is locked, by this one or before.
  bool wrong_password();
  void right_password();
  bool locked() const;
  void unlock();

  session_counts count();

 private:
  struct session {
    std::string tenant;
    moment last_used;
    std::uint64_t number;
  };
  struct token {
    std::string tenant;
    moment expires;
    std::string session;
  };
  void close_idle();
  std::optional<std::string> open_locked(const std::string& tenant, unsigned seats,
                                         bool ends_oldest);

  const erp_clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, session, std::less<>> sessions_;
  std::map<std::string, token, std::less<>> tokens_;
  session_counts counts_;
  std::uint64_t last_number_ = 0;
  unsigned wrong_in_a_row_ = 0;
};

}  // namespace acumage::simulator::acumatica
