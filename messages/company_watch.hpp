// Records which companies of the ERP send, so that a second one is noticed when no setting names
// the intended one.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace acumage {

/// Any thread.
class company_watch {
 public:
  struct figures {
    std::string first;         ///< empty: none has sent yet
    std::string other;         ///< the last company other than the first
    std::uint64_t others = 0;  ///< notifications of other companies
  };

  /// Adds the company of a notification; an empty name (the sender gave none) does not count.
  void note(std::string_view company);
  figures seen() const;

 private:
  mutable std::mutex mutex_;
  figures seen_;
};

}  // namespace acumage
