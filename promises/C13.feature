@C13
Feature: C13 Calls are recorded, audited and kept 1 year
  To the helpline and back. Nobody is recorded who was not told, or who objects.

  Scenario: A recording, and who may hear it
    Given the helpline's telephone system is connected
    When somebody rings, is told that calls are recorded, and the recording arrives
    Then nothing in any file or row can be read of what was said
    And the helpline cannot hear it, nor can a clinician who is not assigned to the caller
    And a case manager cannot hear it without saying why
    When a case manager says why, and listens
    Then they hear exactly what was said, piece by piece
    And who listened, to which call and why is on record before a sound left

  Scenario: The caller objects
    Given the helpline's telephone system is connected
    When somebody rings, is told that calls are recorded, and the recording arrives
    And they object while a second recording is on its way
    Then both are destroyed, and the rest of the second is refused

  Scenario: Nobody was told
    Given the helpline's telephone system is connected
    When somebody rings, and is not told that calls are recorded
    Then no recording of the call is taken in

  Scenario: A recording that breaks off
    Given the helpline's telephone system is connected
    When somebody rings, is told that calls are recorded, and the recording breaks off half-way
    Then it goes on from there, and a part that is doubled, left out or changed on the way is refused

  Scenario: Anna wants to be called after six, and no message
    Given the helpline's telephone system is connected
    And Anna's record says to telephone after six and to leave no message
    When a call-back is asked for in the morning
    Then it is due at six, and the list says that no message may be left
    And before six no attempt can be noted
    And after six she is reached, but a message could not have been left

  Scenario: A recording after a year
    Given an installation of its own with the helpline's telephone system
    When somebody rings, is told that calls are recorded, and the recording arrives
    And a case manager says why, and listens
    And 1 year passes over the call
    Then the call and its recording are gone, with a signed record of it
    And that it was played is still on record
