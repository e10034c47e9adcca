#include "storage/stores.hpp"

#include <chrono>
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

void note_failed(stores& in, const error& problem) {
  if (problem.code != errc::full) in.broken = true;
}

void look_for_room(stores& in) {
  if (in.db->out_of_room() && in.db->resume()) in.room_news.notify_all();
  in.db->note_files();
  in.below_reserve = in.db->free_bytes() < in.options.reserve_bytes;
}

bool wait_for_room(stores& in) {
  std::unique_lock lock{in.room_mutex};
  while (in.db->out_of_room() && !in.gives_up)
    in.room_news.wait_for(lock, std::chrono::milliseconds{200});
  return !in.gives_up;
}

status room_for(const stores& in, std::uint64_t rows, std::uint64_t bytes) {
  if (in.below_reserve || in.db->out_of_room())
    return error{errc::full,
                 "data folder " + in.options.path.string() + ": less than " +
                     std::to_string(in.options.reserve_bytes) +
                     " bytes free on its disk; expected more room before new changes are accepted: "
                     "enlarge the disk, or lower history.retention_days or history.max_bytes "
                     "(history, closed dead letters, finished shipments and orders) and reload; "
                     "`acumage journal stat` shows the size of each",
                 {}};
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
