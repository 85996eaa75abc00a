// How jemalloc keeps memory for this program. Tables of a country are tens of megabytes each, made and dropped by the
// hundred: taken from the system and given back each time, a tenth of the time would go into clearing pages.
//   thp                in pages of 2 MiB where the system has them
//   dirty_decay_ms     what was given back is kept for a minute,
//   oversize_threshold blocks of any size
//   narenas            one stock for all threads: where memory is short, a thread that is to get a stock of its own
//                      falls (jemalloc 5.3), and one is as fast
// jemalloc is a library of its own and finds this by its name, so the name must be seen from outside.
extern "C" {
extern const char* malloc_conf;
__attribute__((visibility("default"))) const char* malloc_conf = "thp:always,dirty_decay_ms:60000,oversize_threshold:0,narenas:1";
}
