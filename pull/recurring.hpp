// Work that comes again and again, on the thread that owns the session.
#pragma once

namespace acumage::pull {

class erp_session;
class puller;

class recurring {
 public:
  virtual ~recurring() = default;
  /// Asked between two steps of the jobs, and once a second while there are none.
  virtual bool due() = 0;
  /// May order jobs.
  virtual void run(puller& jobs, erp_session& erp) = 0;
};

}  // namespace acumage::pull
