// What is pointed at on this page: the phone and the lists beside it are components of their own.

import { Pointing } from "../player/pointing.js";

export const pointing = new Pointing();
