@S6
Feature: S6 Data are encrypted at rest with AES-256, under a key of each person's own
  What a person's data say is in no file that we write: not in the database and its logs, not in a dump, not in a log, not in an
  uploaded file, not in the memory image of a crash.

  Scenario: Planted values are found nowhere
    Given Maria has connected direct measurements and shares her weight and heart rate with Harbour Clinic
    And values that occur nowhere else are planted through every door: User Key, samples, record names, an uploaded file, and a maker's answers
    When the database writes everything to disk
    Then the values are in no file of the data directory
    And the values are in no dump of either database
    And the values are in no log of the server
    But Harbour Clinic reads them back exactly

  Scenario: The search itself can find
    When a value is written to the data directory on purpose
    Then the search finds it

  Scenario: Keys are per person, and none is stored bare
    Given Maria has connected direct measurements and shares her weight with Harbour Clinic
    And Ines has connected direct measurements and shares her weight with Harbour Clinic
    Then Maria and Ines have different wrapped keys, in a database apart from the data

  Scenario: With another root key nothing starts, lest new data be locked away with the wrong one
    Given an installation with data that has been stopped
    Then with another root key the server does not start

  Scenario: Without the root key nothing starts, and none is made beside existing data
    Given an installation with data that has been stopped
    Then without the root key's file the server does not start

  Scenario: No crash leaves a memory image
    When a server crashes
    Then no memory image of it is written where another program's is

  Scenario: Keys that wrap other keys are renewed while people read and write, and a crash does not matter
    Given Maria has connected direct measurements and shares her weight with Harbour Clinic
    And Harbour Clinic knows Maria's weight exactly
    When the key that wraps the keys of Harbour Clinic's Members is renewed
    And the server is killed at that moment and starts again
    Then soon every key of Harbour Clinic's Members is under the new one, and the old one opens nothing any more
    And Harbour Clinic still knows Maria's weight exactly, and can add another
    And the old one can be destroyed, and nothing needs it

  Scenario: The root key is renewed while the server runs
    Given Maria has connected direct measurements and shares her weight with Harbour Clinic
    And Harbour Clinic knows Maria's weight exactly
    When the root key is renewed and the old one destroyed, while the server runs
    Then another root key is in use, and every key opens
    And Harbour Clinic still knows Maria's weight exactly, and can add another

  Scenario: Keys that are lost come back from their backup, but not those of somebody who left since
    Given Maria has connected direct measurements and shares her weight with Harbour Clinic
    And Harbour Clinic knows Maria's weight exactly
    And Ines has connected direct measurements and shares her weight with Harbour Clinic
    When the keys are backed up
    And Ines revokes everything
    Then Ines gets a receipt whose every step is done
    When the keystore is lost and restored from that backup
    Then no key of Ines came back
    And Harbour Clinic still knows Maria's weight exactly, and can add another
