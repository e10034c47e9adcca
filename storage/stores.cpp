#include "storage/stores.hpp"

#include <string>

namespace acumage::storage {

namespace {

error full(const std::string& where, const std::string& what, std::uint64_t has,
           std::uint64_t limit) {
  return {errc::full,
          where + ": " + std::to_string(has) + " " + what + " are kept; expected at most " +
              std::to_string(limit),
          {}};
}

}  // namespace

status not_broken(const stores& in) {
  if (!in.broken) return done();
  return error{errc::storage_failed,
               "data folder " + in.options.path.string() +
                   ": a synced write failed; expected a restart, which reads what the disk holds",
               {}};
}

status room_for(const stores& in, std::uint64_t rows, std::uint64_t bytes) {
  const auto has = in.entries.figures();
  if (has.count + rows > in.options.max_unsettled)
    return full("journal", "unsettled changes", has.count, in.options.max_unsettled);
  if (has.bytes + bytes > in.options.max_journal_bytes)
    return full("journal", "bytes of unsettled changes", has.bytes, in.options.max_journal_bytes);
  return done();
}

status room_for_letters(const stores& in) {
  if (!in.letters.full()) return done();
  return full("dead letters", "bytes", in.letters.figures().bytes, in.options.max_letter_bytes);
}

}  // namespace acumage::storage
