/// The daemon as a service: its systemd unit, a detached start without one, status and doctor.
@NullMarked
package dev.ridethrough.service;

import org.jspecify.annotations.NullMarked;
