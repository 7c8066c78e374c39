/// What happened to one request, proxy or daemon, drawn in text: time runs down, a lane for each
/// who took part.
@NullMarked
package dev.ridethrough.chaos.report.timeline;

import org.jspecify.annotations.NullMarked;
