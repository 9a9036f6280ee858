//! A server that plays the sites councils publish on, with all their faults, on the loopback address alone.
