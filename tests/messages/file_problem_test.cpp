#include "messages/file_problem.hpp"

#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <cerrno>
#include <fstream>

using namespace acumage;

TEST_CASE("file problem: what is mended in different ways has different words") {
  const tests::temp_dir folder;
  const auto file = (folder / "file").string();
  std::ofstream{file} << "text";
  ::chmod(file.c_str(), 0640);
  CHECK(file_problem(file, EACCES) == "permission denied (owned by " + own_user() +
                                          ", mode 0640; this process runs as " + own_user() + ")");
  CHECK(file_problem(file + "/below", EACCES).find("a folder above it") != std::string::npos);
  CHECK(file_problem(file, ENOENT) == "not found");
  CHECK(file_problem(file, EROFS) == "its file system is read-only");
  CHECK(file_problem(file, ENOSPC) == "no space left on its disk");
  CHECK(file_problem(file, EDQUOT).find("quota") != std::string::npos);
  CHECK(file_problem(file, EIO) == "Input/output error");
  CHECK(why_unreadable(file) == 0);
  CHECK(why_unreadable(file + "2") == ENOENT);
  CHECK(why_unreadable(file + "/below") == ENOTDIR);
  CHECK(why_unreadable(folder.path().string()) == EISDIR);
}
