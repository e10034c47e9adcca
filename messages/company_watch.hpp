// Which companies of the ERP send, so that a second one is noticed where no setting names the one that is meant.
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
    std::string first;         ///< empty: none has sent
    std::string other;         ///< the last that was another one
    std::uint64_t others = 0;  ///< notifications of other companies
  };

  /// Of a notification; empty (a sender that names none) is no company.
  void note(std::string_view company);
  figures seen() const;

 private:
  mutable std::mutex mutex_;
  figures seen_;
};

}  // namespace acumage
