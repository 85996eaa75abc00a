# cmake -DOUT=FILE -DNAME=NAME -DROOT=DIR -DFILES=A;B -P embed.cmake: the files as one source that defines
# std::span<const passage::EmbeddedFile> passage::NAME(), each under its path below ROOT.
set(code "// Generated from ${FILES}.\n#include \"core/embedded.h\"\nnamespace passage {\nnamespace {\n")
string(APPEND code "constexpr EmbeddedFile kFiles[] = {\n")
foreach(file ${FILES})
  file(RELATIVE_PATH path "${ROOT}" "${file}")
  file(READ "${file}" text)
  string(APPEND code "{\"${path}\", R\"~embed~(${text})~embed~\"},\n")
endforeach()
string(APPEND code "};\n}  // namespace\nstd::span<const EmbeddedFile> ${NAME}();\n")
string(APPEND code "std::span<const EmbeddedFile> ${NAME}() { return kFiles; }\n}  // namespace passage\n")
file(WRITE "${OUT}" "${code}")
