// Marks what a program outside may call: everything else of the shared library is hidden.
#pragma once

#define PASSAGE_API __attribute__((visibility("default")))
