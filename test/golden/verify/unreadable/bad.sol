s fot 2 5 3
f 9 0 1
f 1 1.5 1
