# Made by apiqc: the next build writes this file anew.
ARCHITECTURE := x86_64
